# The real logs, if the caller has them, go through the inbox of the running daemon.
# A copy, so that nothing here stands in the daemon's way.
copy_of_ledger() {
    rm -f /e2e/copy.sqlite*
    sqlite3 /var/lib/slad/ledger.sqlite "VACUUM INTO '/e2e/copy.sqlite'" && echo /e2e/copy.sqlite
}

tables_with_counts() {
    local copy table tables="SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    copy=$(copy_of_ledger)
    for table in $(sqlite3 "$copy" "$tables"); do
        printf '%s %s, ' "$table" "$(sqlite3 "$copy" "SELECT count(*) FROM $table")"
    done
    echo
}

told_by_kind() {
    entries '.SLA_KIND' | jq -r '.SLA_KIND' | sort | uniq --count | awk '{ printf "%s %s, ", $2, $1 }'
    echo
}

through_the_inbox() {
    local name=$1
    put "$name" < "/e2e/data/$name"
    eventually 300 inbox_is_empty
}

log_is_taken() {
    local name=$1 tickets lines started
    lines=$(wc -l < "/e2e/data/$name")
    tickets=$(jq -r .ticket "/e2e/data/$name" | sort -u | wc -l)
    echo "       $name: $lines events, $tickets tickets"
    started=$(milliseconds)
    check "$name goes through the inbox" through_the_inbox "$name"
    echo "       it took $(($(milliseconds) - started)) ms"
    check "$name is not rejected" equal "$(find $rejected -type f -name "*$name*" | wc -l)" 0
    echo "       ledger: $(tables_with_counts)"
}

# Entries at priority 3 or worse that are no promise broken, leaving out those from before the logs.
errors_of_the_program() {
    entries '(.PRIORITY | tonumber) <= 3 and (.SLA_KIND | IN("breach", "ladder", "digest") | not)' |
        jq -r '.MESSAGE' | sed -n "$((errors_before + 1)),\$p"
}

logs=$(find /e2e/data -name '*.ndjson' -printf '%f\n' | sort)
if [ -z "$logs" ]; then
    skip "real logs: SLAD_DATA names no directory of *.ndjson.gz"
else
    errors_before=0
    errors_before=$(errors_of_the_program | wc -l)
    main=$(property MainPID)
    for log in $logs; do
        log_is_taken "$log"
    done
    open_ticket D-1 P1
    check "a new ticket's breach is still told" eventually 30 told_once breach D-1
    echo "       told in all: $(told_by_kind)"
    check "the process is the same as before" property_is MainPID "$main"
    check "no entry at priority 3 or worse is an error of the program" equal "$(errors_of_the_program)" ""
    peak=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$(property MainPID)/status")
    check "its greatest memory, in KiB, is within the limit" at_most "$peak" $(($(property MemoryMax) / 1024))
fi
