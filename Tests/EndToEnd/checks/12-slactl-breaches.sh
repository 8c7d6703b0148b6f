# `slactl breaches` reads them back from the journal, the daemon's own alone.
write_agreement
check "the unit runs" started_by systemctl start slad.service
begun=$(now)
open_ticket B-1 P1
open_ticket B-2 P1 "$(date --utc --date='3 seconds ago' +%FT%T.%3NZ)"
check "both are told as breached" eventually 15 told_once breach B-1
check "both are told as breached" eventually 15 told_once breach B-2
# An answer in time that comes late: the breach is withdrawn.
deadline=$(told breach B-2 | jq -r .SLA_DEADLINE)
answered=$(date --utc --date="$deadline - 1 second" +%FT%T.%3NZ)
printf '{"ticket":"B-2","at":"%s","type":"replied","by":"agent"}\n' "$answered" | put B-2-answer.json
check "one is withdrawn" eventually 15 told_once withdrawn B-2

told=$(count_entries '.SLA_KIND == "breach"')
printf 'MESSAGE=forged\nSLA_KIND=breach\nSLA_TICKET=FORGED\nSLA_ALERT_ID=forged\nPRIORITY=3\n' | logger --journald
check "the forged entry is in the journal" eventually 5 contains "$(journal SLA_TICKET=FORGED)" forged

table=$(slactl breaches)
check "the table is printed" equal $? 0
json=$(slactl breaches --format json)
check "the JSON is printed" equal $? 0
csv=$(slactl breaches --format csv)
check "the CSV is printed" equal $? 0
check "the table has a breach that stands" contains "$table" ' B-1 .* standing$'
check "and the one that was withdrawn" contains "$table" ' B-2 .* withdrawn$'
check "which it does not count" contains "$table" '^[0-9]+ breach(es)?; [0-9]+ withdrawn not counted$'
check "the JSON has a line for each that was told" equal "$(jq --slurp length <<< "$json")" "$told"
check "the CSV too, and one of names" equal "$(wc -l <<< "$csv")" $((told + 1))
check "which are those of the keys" contains "$csv" '^alert_id,ticket,customer,team,'
check "none has the forged one" refuses contains "$table $json $csv" 'FORGED'
check "--unverified has it, marked" contains "$(slactl breaches --unverified)" ' FORGED .* standing, unverified$'

tickets() { slactl breaches --format json "$@" | jq -r .ticket | sort | paste -s -d' '; }
check "--since leaves out what was told before" equal "$(tickets --since "$begun")" "B-1 B-2"
check "--since takes a span" equal "$(tickets --since 1h --ticket B-1)" B-1
check "--since takes a day" equal "$(tickets --since yesterday --ticket B-1)" B-1
check "--until leaves out what was told later" equal "$(tickets --until "$begun" --ticket B-1)" ""
check "--ticket, --customer, --team and --agreement must all hold" \
    equal "$(tickets --ticket B-1 --customer acme --team l1 --agreement acme-support)" B-1
check "what matches nothing is an empty list" equal "$(tickets --ticket B-1 --team l2)" ""
check "a moment that is none is told" contains "$(slactl breaches --since soon 2>&1; echo $?)" '^1$'
check "no colours go into a file" refuses contains "$table" $'\e'

# --follow prints what comes, as it comes, and ends with Ctrl-C.
slactl breaches --follow --since "$(now)" --format json > /e2e/followed &
follower=$!
open_ticket B-3 P1
followed() { contains "$(cat /e2e/followed)" '"ticket":"B-3"'; }
check "--follow prints a breach as it happens" eventually 20 followed
check "and none of before" equal "$(jq -r .ticket /e2e/followed)" B-3
# A shell without job control starts its children deaf to Ctrl-C; slactl listens nevertheless.
kill -INT $follower
wait $follower
check "Ctrl-C ends it with status 0" equal $? 0
