# kill -9 at many moments of a stream of events: no breach is lost and none told twice.
tickets=400
priorities=(P1 P3 P2)
moments=(0.4 0.05 1.1 0.2 0.8 0.02 1.7 0.5 0.1 1.3)

stream() {
    local number
    for ((number = 1; number <= tickets; number++)); do
        open_ticket "K-$number" "${priorities[number % 3]}"
        sleep 0.03
    done
}

# All entries count here, not only those that journald could ascribe to the unit: of a process that died at once it
# sometimes knows the user alone.
breaches_of_stream() {
    journal SLA_KIND=breach | jq -r 'select(.SLA_TICKET | startswith("K-")) | .SLA_ALERT_ID + " " + .SLA_TICKET'
}

all_breached() {
    equal "$(breaches_of_stream | cut -d ' ' -f 2 | sort -u | wc -l) tickets" "$tickets tickets"
}

warned_twice() {
    journal SLA_KIND=warning | jq -r '.SLA_ALERT_ID' | sort | uniq --repeated | wc -l
}

exactly_the_stream() {
    diff <(seq --format='K-%.0f' $tickets | sort) <(cut -d ' ' -f 2 <<< "$told" | sort)
}

kill_and_await() {
    local main
    main=$(property MainPID)
    systemctl kill --kill-whom=main --signal=KILL slad.service
    eventually 20 new_main_process "$main"
}

kills_before=$(property NRestarts)
stream &
streaming=$!
for moment in "${moments[@]}"; do
    sleep "$moment"
    check "killed $moment s after its start, systemd starts it again" kill_and_await
done
wait $streaming

check "every ticket is told as breached" eventually 90 all_breached
# Whatever would be told twice has been told when a later ticket's breach is readable.
open_ticket K-last P1
check "and the next ticket too" eventually 15 told_once breach K-last
told=$(breaches_of_stream | grep -v ' K-last$')
check "as many breaches as tickets" equal "$(wc -l <<< "$told")" $tickets
check "as many announcement ids as breaches" equal "$(cut -d ' ' -f 1 <<< "$told" | sort -u | wc -l)" $tickets
check "exactly the tickets of the stream, each once" exactly_the_stream
check "no warning told twice" equal "$(warned_twice)" 0
check "nothing told with a doubt" equal "$(journal SLA_REPEATED=maybe | wc -l)" 0
check "no file is left in the inbox" eventually 10 inbox_is_empty
check "none was rejected" equal "$(find $rejected -type f | wc -l)" 0
check "every kill was one restart" equal $(($(property NRestarts) - kills_before)) ${#moments[@]}
