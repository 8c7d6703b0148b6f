# More files come than the kernel keeps news of while the daemon stands still: the scan finds what was dropped.
most=100000
limit=$(cat /proc/sys/fs/inotify/max_queued_events)
flood=$((limit + 4000))
tickets_of_flood=200
ready=/var/spool/slad/ready
no_watchdog=/etc/systemd/system/slad.service.d/no-watchdog.conf

# flood_events: an event a line, each with an id of its own.
flood_events() {
    local at
    at=$(now)
    seq $flood | awk -v at="$at" -v tickets=$tickets_of_flood '{
        printf "{\"ticket\":\"O-%d\",\"id\":\"%d\",", $1 % tickets, $1
        printf "\"at\":\"%s\",\"type\":\"noted\",\"by\":\"agent\"}\n", at
    }'
}

# A file for each event, beside the inbox and on its mount, so that each comes in by a rename.
write_flood() {
    mkdir -p $ready && flood_events | (cd $ready && split --lines=1 --numeric-suffixes --suffix-length=6 \
        --additional-suffix=.ndjson - flood-)
    equal "$(find $ready -type f | wc -l) files" "$flood files"
}

state_of() {
    awk '{ print $3 }' "/proc/$1/stat"
}

# Stopped before the first rename and after the last one, so that it read nothing in between: every rename is one piece
# of news, two of different names are never joined (inotify(7)), and there are more of them than the queue holds.
overflow() {
    kill -STOP "$main"
    local until=$((SECONDS + 5)) before after
    while [ "$(state_of "$main")" != T ] && ((SECONDS < until)); do sleep 0.01; done
    before=$(state_of "$main")
    find $ready -name '*.ndjson' -print0 | xargs --null mv --target-directory=$inbox
    after=$(state_of "$main")
    kill -CONT "$main"
    [ "$before$after" = TT ] && [ "$flood" -gt "$limit" ] && echo "$flood renames, room for $limit"
}

events_of_flood() {
    sqlite3 /var/lib/slad/ledger.sqlite "SELECT count(*) || ' events, ' || count(DISTINCT id) || ' different'
        FROM event JOIN ticket ON event.ticket = ticket.number WHERE name LIKE 'O-%'"
}

if [ "$limit" -gt $most ]; then
    skip "overflow: fs.inotify.max_queued_events is $limit, more than $most files are not made here"
else
    # A daemon that stands still is what the watchdog is there for; not this time.
    mkdir -p "$(dirname $no_watchdog)"
    printf '[Service]\nWatchdogSec=0\n' > $no_watchdog
    systemctl daemon-reload
    write_agreement
    check "without a watchdog it starts" started_by systemctl restart slad.service
    main=$(property MainPID)
    check "a file for each of $flood events is written" write_flood
    check "it stands still while more come than the kernel keeps news of" overflow
    check "they are all taken" eventually 120 inbox_is_empty
    check "every event is in the ledger, once" equal "$(events_of_flood)" "$flood events, $flood different"
    check "none was rejected" equal "$(find $rejected -name 'flood-*' | wc -l)" 0
    open_ticket O-after P1
    check "the next file is taken by its own news" eventually 15 told_once breach O-after
    check "by the same process" property_is MainPID "$main"
    check "its descriptors are few" at_most "$(find "/proc/$main/fd" -mindepth 1 | wc -l)" 64
    find $processed -name 'flood-*' -delete
    rm -r $no_watchdog $ready
    rmdir --ignore-fail-on-non-empty "$(dirname $no_watchdog)"
    systemctl daemon-reload
    check "with its watchdog it starts" started_by systemctl restart slad.service
fi
