# Started with a broken configuration it runs the last good revision; where there is none, it stays down and says why.
last_good='.MESSAGE_ID == "4e00733eabfa49f2bc2d6b9a872b33b6"'
write_agreement "5 parsecs"

check "a restart with a broken file succeeds" started_by systemctl restart slad.service
check "it tells so at priority 3" eventually 10 has_entry "$last_good and .PRIORITY == \"3\""
check "the status says so" eventually 5 status_matches '[Ll]ast good'
at=$(now)
open_ticket L-1 P2 "$at"
check "the last good target is in force" breach_in_force L-1 "$at" 3

systemctl stop slad.service
mv /var/lib/slad/ledger.sqlite* /e2e/
restarts=$(property NRestarts)
check "without any good revision it does not start" refuses systemctl start slad.service
check "it exits with 78" property_is ExecMainStatus 78
check "it says why: file, line, column" has_entry '.MESSAGE | test("acme-support.yaml:[0-9]+:[0-9]+")'
sleep 2.5 # longer than RestartSec=
check "systemd leaves it down" property_is ActiveState failed
check "and did not try again" property_is NRestarts "$restarts"

rm -f /var/lib/slad/ledger.sqlite*
mv /e2e/ledger.sqlite* /var/lib/slad/
write_agreement 3s
check "mended, it starts" started_by systemctl start slad.service
check "and the status says nothing of it any more" refuses eventually 2 status_matches '[Ll]ast good'
