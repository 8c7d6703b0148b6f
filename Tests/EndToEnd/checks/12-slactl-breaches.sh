# `slactl breaches` reads them back from the journal, the daemon's own alone.
told=$(count_entries '.SLA_KIND == "breach"')
printf 'MESSAGE=forged\nSLA_KIND=breach\nSLA_TICKET=FORGED\nSLA_ALERT_ID=forged\nPRIORITY=3\n' | logger --journald
check "the forged entry is in the journal" eventually 5 contains "$(journal SLA_TICKET=FORGED)" forged

table=$(slactl breaches)
check "the table is printed" equal $? 0
json=$(slactl breaches --format json)
check "the JSON is printed" equal $? 0
check "the table has the first ticket" contains "$table" 'T-1'
check "the JSON is one array of as many breaches as were told" equal "$(jq length <<< "$json")" "$told"
check "it has the first ticket" contains "$json" 'T-1'
check "neither has the forged one" refuses contains "$table $json" 'FORGED'
