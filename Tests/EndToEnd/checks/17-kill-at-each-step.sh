# The daemon is killed before, in the middle of and after each step of a file's way. Whatever the step: every event is
# in the ledger once, every breach in the journal once, and no file is stuck. It is killed by killer.c, which is loaded
# into the very binary that is installed; that it was really killed at the step is asserted of each.
state=/var/lib/slad
order=$state/kill-at
drop_in=/etc/systemd/system/slad.service.d/killer.conf
journal_socket='/run/systemd/journal/socket'
bad_line='{"ticket":"nobody"}'
many_events=2100

# A step is a label and the patterns by which killer.c knows it; calls before the last pattern's lead to it. Each round
# has a file of each kind, in the order of their names: bad (a good line and a bad one), good, large (refused whole,
# before it is read), many (more events than one turn of the loop takes), packed (as bad, compressed).
declare -A step=(
    # ready -> read
    [open]="openat $inbox/good-*"
    [read]="read $inbox/good-*"
    # read -> committed
    [commit-write]="read $inbox/good-*|pwrite64 */ledger.sqlite-wal"
    [commit-sync]="read $inbox/good-*|fdatasync */ledger.sqlite-wal"
    # committed -> told, and noted as told (without a sync: what is not noted is looked up in the journal)
    [tell]="send $journal_socket *SLA_KIND=breach*"
    [mark-write]="send $journal_socket *SLA_KIND=breach*|pwrite64 */ledger.sqlite-wal"
    # committed, bad lines -> reasons written
    [reasons-open]="fdatasync */ledger.sqlite-wal|openat $rejected/.writing"
    [reasons-write]="fdatasync */ledger.sqlite-wal|write $rejected/.writing"
    [reasons-sync]="fdatasync */ledger.sqlite-wal|fdatasync $rejected/.writing"
    [reasons-rename]="renameat * $rejected/bad-*.reasons"
    # ... reasons written -> bad lines written
    [lines-open]="renameat * $rejected/bad-*.reasons|openat $rejected/.writing"
    [lines-write]="renameat * $rejected/bad-*.reasons|write $rejected/.writing"
    [lines-sync]="renameat * $rejected/bad-*.reasons|fdatasync $rejected/.writing"
    [lines-rename]="renameat * $rejected/bad-*.ndjson"
    # ... bad lines written -> processed, and committed -> processed
    [day]="mkdirat $processed/*"
    [bad-rename]="renameat2 $inbox/bad-* $processed/*"
    [notice]="send $journal_socket *SLA_KIND=rejected*"
    [good-rename]="renameat2 $inbox/good-* $processed/*"
    # refused whole -> reasons written -> rejected
    [large-reasons]="renameat * $rejected/large-*.reasons"
    [large-rename]="renameat2 $inbox/large-* $rejected/*"
    # read -> a part of it committed -> committed -> processed, over several turns
    [part-write]="read $inbox/many-*|fdatasync */ledger.sqlite-wal|pwrite64 */ledger.sqlite-wal"
    [part-sync]="read $inbox/many-*|fdatasync */ledger.sqlite-wal|fdatasync */ledger.sqlite-wal"
    [many-rename]="renameat2 $inbox/many-* $processed/*"
    # compressed: ready -> inflated, ... bad lines kept as text, the file itself as it came
    [packed-open]="openat $inbox/packed-*"
    [packed-read]="read $inbox/packed-*"
    [packed-reasons]="renameat * $rejected/packed-*.reasons"
    [packed-lines]="renameat * $rejected/packed-*.ndjson"
    [packed-rename]="renameat2 $inbox/packed-* $processed/*"
)
steps=(open read commit-write commit-sync tell mark-write reasons-open reasons-write reasons-sync
    reasons-rename lines-open lines-write lines-sync lines-rename day bad-rename notice good-rename large-reasons
    large-rename part-write part-sync many-rename packed-open packed-read packed-reasons packed-lines packed-rename)
cut_in_half=(commit-write mark-write reasons-write lines-write part-write)

# The second of two kills, in the start after one that left all announcements untold: what the daemon does there to find
# out what was told.
declare -A recovery=(
    [started]="send $journal_socket *SLA_KIND=started*"
    [tell-again]="send $journal_socket *SLA_KIND=breach*"
    [read-again]="read $inbox/good-*"
    [rename-again]="renameat2 $inbox/good-* $processed/*"
)
recoveries=(started tell-again read-again rename-again)

# What a stop in order writes: the checkpoint, and SQLite's own of the write-ahead log into the database.
declare -A stopping=(
    [checkpoint-write]="sendmsg *STOPPING=1*|pwrite64 */ledger.sqlite-wal"
    [checkpoint-sync]="sendmsg *STOPPING=1*|fdatasync */ledger.sqlite-wal"
    [database-write]="sendmsg *STOPPING=1*|pwrite64 */ledger.sqlite"
    [database-sync]="sendmsg *STOPPING=1*|fdatasync */ledger.sqlite"
    [log-removed]="sendmsg *STOPPING=1*|unlink */ledger.sqlite-wal"
)
stops=(checkpoint-write checkpoint-sync database-write database-sync log-removed)

# arm FILE SIDE PATTERNS: from its next call on the daemon looks for the step.
arm() {
    tr '|' '\n' <<< "$2|$3" > "$1.new"
    mv "$1.new" "$1"
}

is_fired() {
    [ ! -e "$order" ] && [ ! -e "$order.next" ]
}

# One ticket that is opened ten seconds ago and so is breached in the turn that takes it.
overdue() {
    local set='{"customer":"acme","priority":"P1"}'
    printf '{"ticket":"%s","at":"%s","type":"created","by":"customer","set":%s}\n' \
        "$1" "$(date --utc --date='10 seconds ago' +%FT%T.%3NZ)" "$set"
}

# What else happens to a ticket, so that it has as many events as were said.
notes() {
    seq 2 $many_events | awk -v ticket="$1" -v at="$(now)" '{
        printf "{\"ticket\":\"%s\",\"id\":\"%d\",\"at\":\"%s\",\"type\":\"noted\",\"by\":\"agent\"}\n", ticket, $1, at
    }'
}

# put_round ROUND: all five files at once, from a directory beside the inbox, so that one scan finds them together.
put_round() {
    local ready=/var/spool/slad/ready
    mkdir -p $ready
    { overdue "X-bad-$1" && echo "$bad_line"; } > "$ready/bad-$1.ndjson"
    overdue "X-good-$1" > "$ready/good-$1.ndjson"
    truncate --size=$((64 * 1024 * 1024 + 1)) "$ready/large-$1.ndjson"
    { overdue "X-many-$1" && notes "X-many-$1"; } > "$ready/many-$1.ndjson"
    { overdue "X-packed-$1" && echo "$bad_line"; } | gzip > "$ready/packed-$1.ndjson.gz"
    mv $ready/* $inbox/
}

# killed_and_well RESTARTS: the step was reached, the daemon runs again, and has taken what lay there.
killed_and_well() {
    eventually 15 is_fired > /dev/null || {
        echo "the daemon never came to the step:"
        cat "$order"
        rm -f "$order" "$order.next"
        return 1
    }
    eventually 15 is_restarted "$1" && eventually 15 inbox_is_empty > /dev/null || what_happened
}

is_restarted() {
    [ "$(property ActiveState)" = active ] && at_least "$(property NRestarts)" "$1"
}

# The daemon stands still while the order and the files are laid out, so that it meets them together.
lay_out() {
    local main
    main=$(property MainPID)
    kill -STOP "$main"
    arm "$order" "$2" "$3"
    [ -z "${4:-}" ] || arm "$order.next" "$4" "$5"
    put_round "$1"
    kill -CONT "$main"
}

round() {
    local name=$1 side=$2 patterns=$3 restarts
    restarts=$(property NRestarts)
    lay_out "$name-$side" "$side" "$patterns"
    killed_and_well $((restarts + 1))
}

round_in_recovery() {
    local name=$1 side=$2 restarts
    restarts=$(property NRestarts)
    lay_out "$name-$side" before "${step[tell]}" "$side" "${recovery[$name]}"
    killed_and_well $((restarts + 2))
}

round_at_stop() {
    local name=$1 side=$2 main
    main=$(property MainPID)
    kill -STOP "$main"
    put_round "$name-$side"
    kill -CONT "$main"
    eventually 15 inbox_is_empty > /dev/null || what_happened || return
    arm "$order" "$side" "${stopping[$name]}"
    systemctl restart slad.service
    eventually 15 new_main_process "$main" > /dev/null && eventually 5 is_fired && return
    echo "the daemon never came to the step:"
    cat "$order"
    rm -f "$order"
    what_happened
}

# A day's directory that is not there yet: the step makes it.
forget_day() {
    systemctl stop slad.service
    local day
    for day in "$processed"/20*; do
        [ ! -d "$day" ] || mv "$day" "$(mktemp --dry-run "$processed/before-XXXXXX")"
    done
    systemctl start slad.service
}

tickets_of_rounds() {
    local round
    for round in "${rounds[@]}"; do printf '%s\n' X-{bad,good,many,packed}-"$round"; done | sort
}

# With the number of their events.
events_of_rounds() {
    tickets_of_rounds | awk -v many=$many_events '{ print $1, /^X-many/ ? many : 1 }'
}

events_in_ledger() {
    sqlite3 -separator ' ' $state/ledger.sqlite "SELECT name, count(*) FROM event JOIN ticket
        ON event.ticket = ticket.number WHERE name LIKE 'X-%' AND name != 'X-last' GROUP BY name" | sort
}

kept_of_rounds() {
    local round
    for round in "${rounds[@]}"; do
        printf '%s\n' {bad,large,packed}-"$round".ndjson{,.reasons}
    done | sort
}

done_of_rounds() {
    local round
    for round in "${rounds[@]}"; do
        printf '%s\n' {bad,good,many}-"$round".ndjson packed-"$round".ndjson.gz
    done | sort
}

same_list() {
    diff "$1" "$2" && echo "$(wc -l < "$1") lines"
}

bad_lines_kept() {
    local file count=0
    for file in "$rejected"/{bad,packed}-*.ndjson; do
        [ "$(cat "$file")" = "$bad_line" ] && grep --quiet '^line 2' "$file.reasons" || { echo "$file"; return 1; }
        count=$((count + 1))
    done
    equal $count $((2 * ${#rounds[@]}))
}

rounds=()
put_aside=$(find $rejected -mindepth 1 | wc -l)
check "nothing lies in rejected before" equal "$put_aside" 0
check "the killer is built" cc -Wall -O1 -shared -fPIC -o killer.so killer.c -ldl
mkdir -p "$(dirname $drop_in)"
printf '[Service]\nRestartSec=100ms\nEnvironment=LD_PRELOAD=/e2e/killer.so SLAD_KILL_AT=%s\n' $order > $drop_in
systemctl daemon-reload
write_agreement
check "the daemon starts with it" started_by systemctl restart slad.service
check "it is loaded" grep --max-count=1 killer.so "/proc/$(property MainPID)/maps"

for name in "${steps[@]}"; do
    for side in before after; do
        [ "$name" != day ] || forget_day
        rounds+=("$name-$side")
        check "killed $side $name, it makes up for it" round "$name" $side "${step[$name]}"
    done
done
for name in "${cut_in_half[@]}"; do
    rounds+=("$name-half")
    check "killed in the middle of $name, it makes up for it" round "$name" half "${step[$name]}"
done
for name in "${recoveries[@]}"; do
    for side in before after; do
        rounds+=("$name-$side")
        check "killed before it could tell and then $side $name, it makes up for it" round_in_recovery "$name" $side
    done
done
for name in "${stops[@]}"; do
    for side in before after; do
        rounds+=("$name-$side")
        check "killed at a stop $side $name, it makes up for it" round_at_stop "$name" $side
    done
done

# Whatever would be told twice has been told when a later ticket's breach is readable.
overdue X-last | put last.ndjson
check "the next ticket is told" eventually 15 told_once breach X-last
events_of_rounds > expected
events_in_ledger > found
check "every accepted event is in the ledger once" same_list expected found
tickets_of_rounds > expected
journal SLA_KIND=breach | jq -r '.SLA_TICKET | select(startswith("X-") and . != "X-last")' | sort > found
check "every breach is in the journal once" same_list expected found
journal SLA_KIND=warning | jq -r '.SLA_ALERT_ID | select(startswith("X-"))' | sort | uniq --repeated > found
check "no warning twice" equal "$(wc -l < found)" 0
check "none with a doubt" equal "$(journal SLA_REPEATED=maybe | jq -r '.SLA_ALERT_ID')" ""
check "the ledger is sound" equal "$(sqlite3 $state/ledger.sqlite 'PRAGMA integrity_check')" ok
check "the inbox is empty" inbox_is_empty
done_of_rounds > expected
find $processed -type f -printf '%f\n' | grep -E '^(bad|good|many|packed)-' | sort > found
check "every file with good lines is in processed, once" same_list expected found
kept_of_rounds > expected
find $rejected -type f -printf '%f\n' | sort > found
check "bad lines and refused files are in rejected with their reasons, once, and nothing half" same_list expected found
check "the bad lines are what they were, with the reason" bad_lines_kept

rm -rf "${drop_in%/*}" /var/spool/slad/ready
find $rejected -mindepth 1 -delete
systemctl daemon-reload
check "without the killer it starts" started_by systemctl restart slad.service

# Each round has left an open ticket with a long history, which the daemon would hold for the rest of the checks.
resolutions() {
    sqlite3 $state/ledger.sqlite "SELECT name FROM ticket WHERE name LIKE 'X-%'" | awk -v at="$(now)" '{
        printf "{\"ticket\":\"%s\",\"at\":\"%s\",\"type\":\"resolved\",\"by\":\"agent\"}\n", $1, at
    }'
}
resolutions | put resolved.ndjson
check "its tickets are resolved" eventually 15 told_once finished-late X-last
