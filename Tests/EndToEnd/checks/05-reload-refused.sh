# A broken file changes nothing: the reload fails and says why, the rules in force stay.
refused='.MESSAGE_ID == "b7fb5ffbd063496b86711ff3c7e34ff8"'
main=$(property MainPID)
write_agreement "5 parsecs"

check "a reload with a broken file fails" refuses systemctl reload slad.service
check "the status says why: file, line, column" \
    contains "$(systemctl status --no-pager --full slad.service)" 'agreements/acme-support\.yaml:[0-9]+:[0-9]+'
check "slactl check says the same" contains "$(slactl check 2>&1)" 'acme-support\.yaml:[0-9]+:[0-9]+'
slactl check >/dev/null 2>&1
check "slactl check exits with 1" equal $? 1
slactl check /nowhere >/dev/null 2>&1
check "of a directory that is not there, with 2" equal $? 2
check "the unit is still active" property_is ActiveState active
check "the process is the same" property_is MainPID "$main"
check "the daemon was not bothered" equal "$(count_entries "$refused")" 0

at=$(now)
open_ticket R-3 P2 "$at"
check "the old target is in force" breach_in_force R-3 "$at" 3

systemctl kill --kill-whom=main --signal=HUP slad.service
check "asked without the check, the daemon refuses by itself" eventually 10 has_entry "$refused"
check "and goes on" property_is MainPID "$main"
at=$(now)
open_ticket R-4 P2 "$at"
check "the old target is still in force" breach_in_force R-4 "$at" 3
write_agreement 3s
check "mended, it reloads" started_by systemctl reload slad.service
