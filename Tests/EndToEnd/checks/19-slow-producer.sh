# A producer that writes in place, slowly: no half line is ever read. What is half is refused by the decoder, so nothing
# in rejected means that nothing was read half.
first_half='"type":"created","by":"customer",'
second_half='"set":{"customer":"acme","priority":"P4"}}'

# pieces TICKET COUNT: an event a ticket, in two halves each; between pieces it waits as long as it is told to.
pieces() {
    local number
    for ((number = 1; number <= $2; number++)); do
        printf '{"ticket":"%s-%d","at":"%s",%s' "$1" "$number" "$(now)" "$first_half"
        sleep "$3"
        printf '%s\n' "$second_half"
        sleep "$4"
    done
}

tickets_in_ledger() {
    sqlite3 /var/lib/slad/ledger.sqlite "SELECT count(*) || ' events of ' || count(DISTINCT ticket) || ' tickets'
        FROM event JOIN ticket ON event.ticket = ticket.number WHERE name LIKE '$1-%'"
}

taken_whole() {
    equal "$(tickets_in_ledger "$1")" "$2 events of $2 tickets"
}

untouched() {
    [ -f "$inbox/$1" ] && ! find $processed $rejected -name "$1*" | grep . && equal "$(tickets_in_ledger "$2")" \
        "0 events of 0 tickets"
}

# nothing_rejected NAME: neither lines of this file nor reasons.
nothing_rejected() {
    equal "$(find $rejected -name "$1*")" ""
}

# Half a line, a pause longer than the time to settle, the rest. In the pause another file makes the daemon scan.
(umask 022 && pieces SA 2 3 0.2 > $inbox/slow-a.ndjson) &
writer=$!
sleep 2.4
open_ticket S-other P4
sleep 0.4
check "a file that is being written is left alone" untouched slow-a.ndjson SA
wait $writer
check "when its writer has closed it, it is taken whole" eventually 15 taken_whole SA 2
check "nothing of it was rejected" nothing_rejected slow-a

# Many small pieces, always within the time to settle, while other files make the daemon scan.
(umask 022 && pieces SB 8 0.4 0.1 > $inbox/slow-b.ndjson) &
writer=$!
for number in 1 2 3 4 5; do
    open_ticket "SB-other-$number" P4
    sleep 0.5
done
wait $writer
check "scans on the way change nothing" eventually 15 taken_whole SB 13
check "nothing of it was rejected either" nothing_rejected slow-b

# The daemon comes up while the file is being written: no news told of its beginning, its changes alone show that it is
# not at rest.
(umask 022 && pieces SC 16 0.6 0.6 > $inbox/slow-c.ndjson) &
writer=$!
sleep 2
check "the daemon starts in the middle" started_by systemctl restart slad.service
sleep 2.5
check "it leaves the file alone" untouched slow-c.ndjson SC
wait $writer
check "and takes it whole" eventually 15 taken_whole SC 16
check "nothing was read half" nothing_rejected slow-c
check "the inbox is empty" eventually 10 inbox_is_empty
