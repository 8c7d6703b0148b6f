# Fifty thousand files and one of three hundred thousand events: memory and descriptors do not grow with them.
few=5000
many=50000
lines=300000
ready=/var/spool/slad/ready

# events_of COUNT TICKETS NAME: an event a line, spread over so many tickets, each with an id of its own.
events_of() {
    seq "$1" | awk -v at="$(now)" -v tickets="$2" -v name="$3" '{
        printf "{\"ticket\":\"%s-%d\",\"id\":\"%d\",", name, $1 % tickets, $1
        printf "\"at\":\"%s\",\"type\":\"noted\",\"by\":\"agent\"}\n", at
    }'
}

# give_files COUNT NAME: a file an event, each renamed in while the daemon runs.
give_files() {
    mkdir -p $ready
    events_of "$1" 500 "$2" | (cd $ready && split --lines=1 --numeric-suffixes --suffix-length=6 \
        --additional-suffix=.ndjson - "$2-")
    # Not mv(1): it looks at each file after the rename, and the daemon may have taken it by then.
    perl -e 'opendir(my $ready, $ARGV[0]) or die $!;
        for (grep { /[.]ndjson$/ } readdir $ready) { rename "$ARGV[0]/$_", "$ARGV[1]/$_" or die "$_: $!" }' \
        $ready $inbox
}

events_named() {
    sqlite3 /var/lib/slad/ledger.sqlite "SELECT count(*) || ' events, ' || count(DISTINCT ticket || '/' || id) ||
        ' different' FROM event JOIN ticket ON event.ticket = ticket.number WHERE name LIKE '$1-%'"
}

peak_kilobytes() {
    awk '/^VmHWM/ { print $2 }' "/proc/$(property MainPID)/status"
}

descriptors() {
    find "/proc/$(property MainPID)/fd" -mindepth 1 | wc -l
}

write_agreement
check "it starts afresh" started_by systemctl restart slad.service
check "$few files of an event each come in" give_files $few few
check "they are all taken" eventually 120 inbox_is_empty
peak_of_few=$(peak_kilobytes)
check "it starts afresh again" started_by systemctl restart slad.service
check "$many files of an event each come in" give_files $many many
check "they are all taken, too" eventually 300 inbox_is_empty
check "every event is in the ledger, once" equal "$(events_named many)" "$many events, $many different"
# The room is for the history of the 500 open tickets, which is ten times as long: one and a half kilobytes an event.
room=$(((many - few) * 3 / 2))
check "the files themselves need no more memory (kB)" at_most "$(peak_kilobytes)" $((peak_of_few + room))
check "nor more descriptors" at_most "$(descriptors)" 64
check "it starts afresh for a large file" started_by systemctl restart slad.service
events_of $lines 30000 large > $ready/large.ndjson
check "a file of $lines events comes in" mv $ready/large.ndjson $inbox/
check "it is taken" eventually 300 inbox_is_empty
check "every event of it is in the ledger, once" equal "$(events_named large)" "$lines events, $lines different"
check "with few descriptors" at_most "$(descriptors)" 64
check "and a quarter of the memory that the unit may use (kB)" at_most "$(peak_kilobytes)" $((256 * 1024))
rm -r $ready
find $processed -name 'few-*' -delete
find $processed -name 'many-*' -delete
