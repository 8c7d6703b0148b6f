# A business calendar of a zone: deadlines in its time, and an update of the system's zone data that a reload picks up.
reloaded='.MESSAGE_ID == "41969d3b56e44fbfb513382b40eb5524"'
moved() { entries "$reloaded" | tail -n 1 | jq -r '.SLA_MOVED'; }
moves() { contains "$(moved)" "$1"; }
zone=/usr/share/zoneinfo/Europe/Berlin

mkdir -p /etc/slad/calendars
cat > /etc/slad/calendars/berlin.yaml <<'YAML'
calendar: berlin-round-the-clock
time_zone: Europe/Berlin
hours:
  mon-sun: 00:00-24:00
---
calendar: berlin-day
time_zone: Europe/Berlin
hours:
  mon-sun: 08:00-17:00
YAML
cat > /etc/slad/agreements/berlin.yaml <<'YAML'
agreement: berlin-support
kind: sla
match: {segment: berlin}
order: 1
calendar: berlin-round-the-clock
objectives:
  - objective: first-response
    metric: first_response
    target: 2bs
  - objective: resolution
    metric: resolution
    target: 3bd
    calendar: berlin-day
YAML
check "a calendar is loaded" started_by systemctl reload slad.service
check "slactl knows it" contains "$(slactl calendar list)" berlin-day

at=$(now)
printf '{"ticket":"C-1","at":"%s","type":"created","set":{"segment":"berlin"}}\n' "$at" | put C-1.json
check "business time runs in the calendar's zone" breach_in_force C-1 "$at" 2
offset=$(TZ=Europe/Berlin date --date="$at" +%:z)
check "the deadline is printed in that zone" contains "$(told breach C-1 | jq -r '.SLA_DEADLINE')" "\\$offset$"

cp "$zone" /tmp/berlin
cp --remove-destination /usr/share/zoneinfo/Asia/Tokyo "$zone"
check "after an update of the zone data a reload succeeds" started_by systemctl reload slad.service
check "it says which open clock moved, and whereto" eventually 5 moves "^C-1 resolution .*-> .*T17:00:00\\+09:00"
cp --remove-destination /tmp/berlin "$zone"
check "and back" started_by systemctl reload slad.service
check "it moved back" eventually 5 moves "^C-1 resolution .*-> .*T17:00:00\\$offset"

rm /etc/slad/calendars/berlin.yaml /etc/slad/agreements/berlin.yaml
check "without the calendar and its agreement it reloads" started_by systemctl reload slad.service
check "it says that the open clock is cancelled" eventually 5 moves "^C-1 resolution .*-> cancelled: removed"
