# A ticket that nobody answers: a warning at half its target, a breach at the deadline, with every field.
has_fields() {
    local entry=$1 field value lacking=
    shift
    for field in "$@"; do
        value=$(jq -r --arg field "$field" '.[$field] // ""' <<< "$entry")
        [ -n "$value" ] || lacking+=" $field"
    done
    [ -z "$lacking" ] && jq -r '.MESSAGE' <<< "$entry" && return
    echo "lacks$lacking in"
    jq 'with_entries(select(.key | startswith("_") | not))' <<< "$entry"
    return 1
}

has_no_field() {
    equal "$(jq -r --arg field "$2" 'has($field)' <<< "$1")" false
}

field_is() {
    equal "$(jq -r --arg field "$2" '.[$field]' <<< "$1")" "$3"
}

fields=(MESSAGE MESSAGE_ID PRIORITY SLA_KIND SLA_ALERT_ID SLA_TICKET SLA_CUSTOMER SLA_TEAM SLA_AGREEMENT
    SLA_AGREEMENT_KIND SLA_OBJECTIVE SLA_METRIC SLA_CYCLE SLA_THRESHOLD SLA_DEADLINE SLA_TARGET SLA_ELAPSED)
at=$(now)
open_ticket T-1 P1 "$at"

check "the warning is told once" eventually 10 told_once warning T-1
check "the breach is told once" eventually 10 told_once breach T-1
warning=$(told warning T-1)
breach=$(told breach T-1)
check "the warning has every field" has_fields "$warning" "${fields[@]}"
check "the breach has every field, and the plan" has_fields "$breach" "${fields[@]}" SLA_PLAN
check "the warning has priority 4" field_is "$warning" PRIORITY 4
check "the breach has priority 3" field_is "$breach" PRIORITY 3
check "the breach names the customer" field_is "$breach" SLA_CUSTOMER acme
check "the breach names the agreement" field_is "$breach" SLA_AGREEMENT acme-support
check "the breach names the agreement's kind" field_is "$breach" SLA_AGREEMENT_KIND sla
check "the breach names the objective" field_is "$breach" SLA_OBJECTIVE first-response
check "the breach names the metric" field_is "$breach" SLA_METRIC first_response
check "the breach names the cycle" field_is "$breach" SLA_CYCLE opening
check "the warning's deadline is exact" deadline_is "$warning" "$at" 2
check "the breach's deadline is exact" deadline_is "$breach" "$at" 2
check "the warning was not late" has_no_field "$warning" SLA_LATE_BY
check "the breach was not late" has_no_field "$breach" SLA_LATE_BY
check "journald trusts the unit" field_is "$breach" _SYSTEMD_UNIT slad.service
check "journald trusts the user" field_is "$breach" _UID "$(id -u slad)"
check "warning and breach are different announcements" \
    refuses equal "$(jq -r .SLA_ALERT_ID <<< "$warning")" "$(jq -r .SLA_ALERT_ID <<< "$breach")"
check "the event's file has left the inbox" inbox_is_empty
check "the status text counts the open ticket" eventually 5 status_matches '[1-9]'

# An answer in time: no breach.
open_ticket T-2 P3
printf '{"ticket":"T-2","at":"%s","type":"replied","by":"agent"}\n' "$(now)" | put T-2-answer.json
open_ticket T-3 P3
check "an unanswered ticket is told as breached" eventually 10 told_once breach T-3
check "an answered one of the same age is not" equal "$(told breach T-2 | wc -l)" 0

# A storm: fifty-one promises that break at one instant have one digest, beside their own entries.
storm() {
    local at number
    at=$(now)
    for ((number = 1; number <= 51; number++)); do
        printf '{"ticket":"S-%d","at":"%s","type":"created","by":"customer","set":{"priority":"P1"}}\n' $number "$at"
    done | put storm.ndjson
}

count_storm() {
    entries '.SLA_KIND == "breach" and (.SLA_TICKET | startswith("S-"))' | wc -l
}

all_of_storm() {
    equal "$(count_storm)" 51
}

check "fifty-one tickets come at one instant" storm
check "each is told as breached" eventually 15 all_of_storm
digest=$(entries '.SLA_KIND == "digest" and .SLA_COUNTS == "51 breach"')
check "one digest counts them" equal "$(wc -l <<< "$digest") of $(jq -r .SLA_AGREEMENTS <<< "$digest")" \
    "1 of 51 acme-support"
check "the digest has priority 2" field_is "$digest" PRIORITY 2
