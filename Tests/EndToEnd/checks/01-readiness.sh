# The unit is active only once the daemon has said that it is ready, and its status is a line for people.
write_agreement

check "the unit starts" started_by systemctl start slad.service
check "it is of type notify" property_is Type notify
check "it runs as user slad" equal "$(stat --format %U "/proc/$(property MainPID)")" slad
check "its status text says something" eventually 5 status_matches '[[:alnum:]]'
check "it says that it started" has_entry '.SLA_KIND == "started"'
check "slactl status says that it runs" contains "$(slactl status)" "^slad +[0-9.]+, process [0-9]+, started"
check "and how much is open" contains "$(slactl status)" "^tickets +0 open$"
check "and the release of the zone data" contains "$(slactl status)" "^zone data +[0-9]{4}[a-z]+$"
check "of a slad that is nowhere it ends with 2" equal "$(slactl status --state /nowhere &>/dev/null; echo $?)" 2
