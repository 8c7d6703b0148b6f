# The disk of the state is full: the daemon ends with 74 rather than tell what it cannot record, systemd starts it again
# and again, and when there is room every breach is told, once.
state=/var/lib/slad
full_tickets=20

# Nothing of the state is left to grow: what is free is written full.
fill_up() {
    dd if=/dev/zero of=$state/filler bs=4k 2>/dev/null
    df --output=avail $state | tail -n 1
    [ "$(df --output=avail $state | tail -n 1)" -eq 0 ]
}

ended_with_74() {
    journalctl --quiet --output=cat UNIT=slad.service _PID=1 | grep --max-count=1 'status=74'
}

restarted() {
    at_least "$(property NRestarts)" $((restarts + 1))
}

breaches_of_full_disk() {
    journal SLA_KIND=breach | jq -r 'select(.SLA_TICKET | startswith("F-")) | .SLA_ALERT_ID'
}

all_of_full_disk() {
    equal "$(breaches_of_full_disk | sort -u | wc -l)" $full_tickets
}

systemctl stop slad.service
check "a small disk for the state" mount -t tmpfs -o size=2m,mode=0750,uid=slad,gid=slad tmpfs $state
check "the daemon starts on it" started_by systemctl start slad.service
open_ticket F-1 P2
check "and takes a ticket" eventually 10 inbox_is_empty
restarts=$(property NRestarts)
check "the disk is full" fill_up
for ((number = 2; number <= full_tickets; number++)); do
    open_ticket "F-$number" P1
done
check "the daemon ends with the status of a disk" eventually 20 ended_with_74
check "systemd starts it again" eventually 20 restarted
check "nothing was told that is not recorded" equal "$(breaches_of_full_disk | wc -l)" 0
rm $state/filler
check "with room again it runs" eventually 20 property_is ActiveState active
check "and every breach is told" eventually 30 all_of_full_disk
open_ticket F-last P1
check "the next one too" eventually 15 told_once breach F-last
check "each of them once" equal "$(breaches_of_full_disk | grep -vc '^F-last/')" $full_tickets
check "no file is left in the inbox" eventually 10 inbox_is_empty
systemctl stop slad.service
umount $state
check "on its own disk again it starts" started_by systemctl start slad.service
