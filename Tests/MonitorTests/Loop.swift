import Testing

/// All that is tested of the loop, one after another: each daemon watches its inbox, and a user has only so many
/// watches (fs.inotify.max_user_instances).
@Suite("The loop", .serialized)
enum Loop {}
