# Events and agreements for the checks. All targets are elapsed seconds, so that a check takes a few of them.
inbox=/var/spool/slad/inbox
processed=/var/spool/slad/processed
rejected=/var/spool/slad/rejected
agreement=/etc/slad/agreements/acme-support.yaml

# write_agreement [P2-TARGET]: P1 is 2 s, P2 what is said (5 s), P3 is 3 s, all else hours.
write_agreement() {
    cat > $agreement <<YAML
agreement: acme-support
kind: sla
provider: support
customer: acme
match: {}
order: 10
calendar: always
plan: Call the customer at once.
objectives:
  - objective: first-response
    metric: first_response
    target: {by: priority, P1: 2s, P2: ${1:-5s}, P3: 3s, else: 4h}
    warn: [50%]
  - objective: resolution
    metric: resolution
    target: 8h
YAML
}

now() {
    date --utc +%Y-%m-%dT%H:%M:%S.%3NZ
}

# put NAME: standard input becomes a file of the inbox, as a producer does it: a hidden name first, then a rename.
put() {
    (umask 022 && cat > "$inbox/.$1" && mv "$inbox/.$1" "$inbox/$1")
}

# open_ticket TICKET PRIORITY [AT]: a customer opens a ticket now, or at AT.
open_ticket() {
    local at=${3:-$(now)}
    local set='{"customer":"acme","priority":"'$2'","team":"l1"}'
    printf '{"ticket":"%s","at":"%s","type":"created","by":"customer","set":%s}\n' "$1" "$at" "$set" | put "$1.json"
}

# told KIND TICKET: the entry, as one JSON object.
told() {
    entries ".SLA_KIND == \"$1\" and .SLA_TICKET == \"$2\""
}

told_once() {
    equal "$(told "$1" "$2" | wc -l)" 1
}

# deadline_is ENTRY AT SECONDS: its deadline is exactly so many seconds after AT.
deadline_is() {
    local deadline
    deadline=$(jq -r '.SLA_DEADLINE' <<< "$1")
    [ "$(milliseconds "$deadline")" = $(($(milliseconds "$2") + $3 * 1000)) ] && echo "$2 + $3 s = $deadline" ||
        { echo "opened $2, target $3 s, deadline $deadline"; return 1; }
}

# breach_in_force TICKET AT SECONDS: the ticket, opened at AT, is told as breached, judged by a target of SECONDS.
breach_in_force() {
    eventually 15 told_once breach "$1" >/dev/null || { what_happened; return 1; }
    deadline_is "$(told breach "$1")" "$2" "$3"
}

inbox_is_empty() {
    equal "$(find $inbox -type f | wc -l) files" "0 files"
}
