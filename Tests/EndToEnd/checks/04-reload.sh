# A reload with a good configuration applies to what comes.
reloaded='.MESSAGE_ID == "41969d3b56e44fbfb513382b40eb5524"'
told_of_reloads() { equal "$(count_entries "$reloaded")" "$1"; }
reloads=$(count_entries "$reloaded")
main=$(property MainPID)
at=$(now)
open_ticket R-1 P2 "$at"
check "before the reload the target is 5 s" breach_in_force R-1 "$at" 5

write_agreement 3s
check "a reload with a good configuration succeeds" started_by systemctl reload slad.service
check "the process stays" property_is MainPID "$main"
check "the reload is told" eventually 5 told_of_reloads $((reloads + 1))
at=$(now)
open_ticket R-2 P2 "$at"
check "after it the target is 3 s" breach_in_force R-2 "$at" 3
