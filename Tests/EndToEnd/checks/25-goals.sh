# Goals, exclusions and feeds, as the journal, root and a member of group slad (mona) see them. A day's end cannot be
# waited for, so the goal rolls, and its promise is six seconds; the feed's heartbeat is the shortest there is.
id mona > /dev/null 2>&1 || useradd --no-create-home --groups slad mona
mkdir -p /etc/slad/agreements
cat > /etc/slad/agreements/goals.yaml <<EOF
agreement: e25-goals
kind: sla
group: e25
match: {service: e25}
objectives:
  - objective: response
    metric: first_response
    target: 6s
    goal: {share: 60%, over: 1h, minimum: 2, level: no}
EOF
cp /etc/slad/slad.yaml /tmp/slad.yaml.before 2> /dev/null
cat >> /etc/slad/slad.yaml <<EOF
feeds:
  - {feed: e25-shop, heartbeat: 1m, match: {service: e25}}
EOF
check "the unit starts" started_by systemctl restart slad.service
check "the configuration is in force" slactl check

# open25 TICKET [CUSTOMER]: opens a ticket of the goal.
open25() {
    local set='{"service":"e25","customer":"'${2:-acme}'"}'
    printf '{"ticket":"%s","id":"1","at":"%s","type":"created","by":"customer","set":%s}\n' "$1" "$(now)" "$set" |
        put "$1-open.json"
}

answer25() {
    printf '{"ticket":"%s","id":"2","at":"%s","type":"replied","by":"agent"}\n' "$1" "$(now)" | put "$1-answer.json"
}

# of_goal KIND: how often that was told of the goal.
of_goal() {
    count_entries '.SLA_KIND == "'"$1"'" and .SLA_GOAL == "e25-goals/response"'
}

goal_told() { equal "$(of_goal "$1")" "$2"; }

# as_mona REGEX ARGUMENT...: slactl says such a line to a member of the group.
as_mona() {
    local regex=$1 said
    shift
    said=$(cd / && setpriv --reuid=mona --regid=mona --init-groups slactl "$@" 2>&1)
    contains "$said" "$regex"
}

open25 G-1
open25 G-2
open25 G-3 bolt
check "a feed is heard of" eventually 10 as_mona '^feed e25-shop: heard of [0-9]+ s ago$' compliance
answer25 G-3
check "two promises of three are broken: the goal is told below, once" eventually 20 goal_told below 1
check "in words that stand alone, with what was measured" has_entry \
    '.SLA_KIND == "below" and (.MESSAGE |
        test("^e25-goals/response: below its goal of 60%: .*; measured: 100.0 % of the tickets"))'
check "at the priority of a warning, with an id of its kind" has_entry \
    '.SLA_KIND == "below" and .PRIORITY == "4" and .MESSAGE_ID == "9efaa2f60b4e41b1ac89e8decaecf3d5"'
check "the goal is shown to a member of the group" as_mona 'The last 1h: 33.3 %, below the goal' \
    compliance --goal e25-goals/response
check "a program gets the figures" equal "$(slactl compliance --goal e25-goals/response --format json |
    jq -c '.goals[0].windows[0].counted | [.met, .missed]')" "[1,2]"

check "a member of the group may not exclude" as_mona 'only root and slad.s own user may ask for this' \
    exclude --ticket G-1 --reason "a test"
check "root may, and sees the figures before and after" contains \
    "$(SUDO_USER=mira slactl exclude --ticket G-1 --reason "the line was cut")" \
    'e25-goals/response +the last 1h +33.3 % \(1 of 3\) +50.0 % \(1 of 2\)'
check "it is in the journal: who, why, and the figures" has_entry \
    '.MESSAGE | test("^mira excluded ticket G-1 .the line was cut.: e25-goals/response the last 1h 33.333 % of 3 ->")'
check "by attribute" contains "$(slactl exclude --where customer=acme --where service=e25 --from 1h --reason outage)" \
    '50.0 % \(1 of 2\) +100.0 % \(1 of 1\)'
check "the goal is back, once" eventually 10 goal_told back 1
check "a ticket that never was is refused" contains "$(slactl exclude --ticket G-9 --reason a 2>&1; echo "status $?")" \
    "no event of a ticket 'G-9'"
check "everything is refused" equal "$(slactl exclude --reason a > /dev/null 2>&1; echo $?)" 64

main=$(property MainPID)
systemctl kill --signal=KILL slad.service
check "after kill -9 it is started again" eventually 20 new_main_process "$main"
check "the figures are what they were" eventually 20 as_mona 'The last 1h: 100.0 %, reached' \
    compliance --goal e25-goals/response
check "nothing is told again" equal "$(of_goal below) $(of_goal back)" "1 1"
check "exclusions are listed" as_mona '^2 +customer acme, service e25 +.* outage +-$' exclude --list
check "one is withdrawn" contains "$(slactl exclude --withdraw 2 --reason "it was our own")" \
    '100.0 % \(1 of 1\) +50.0 % \(1 of 2\)'
check "and stays listed" as_mona '^2 +customer acme, service e25 .* on [0-9-]+ by root: it was our own$' exclude --list
check "a second time there is nothing to withdraw" contains \
    "$(slactl exclude --withdraw 2 --reason again 2>&1)" 'exclusion 2 was withdrawn by root'
check "the goal is below again, and told with its number" eventually 10 has_entry \
    '.SLA_ALERT_ID == "e25-goals%2Fresponse/1h/below/2"'

check "a feed that sends nothing for its heartbeat is told silent" eventually 90 has_entry \
    '.SLA_KIND == "feed" and .SLA_FEED == "e25-shop"'
systemctl restart slad.service
check "a restart does not tell it again" equal "$(count_entries '.SLA_KIND == "feed" and .SLA_FEED == "e25-shop"')" 1
open25 G-4
check "when it returns that is told" eventually 10 has_entry '.SLA_KIND == "feed-returned" and .SLA_FEED == "e25-shop"'

systemctl stop slad.service
check "without slad the ledger has the figures" as_mona 'The last 1h: ' compliance --goal e25-goals/response
check "and takes no exclusion" contains "$(slactl exclude --ticket G-2 --reason a 2>&1)" 'only a running slad takes'
rm /etc/slad/agreements/goals.yaml
if [ -e /tmp/slad.yaml.before ]; then mv /tmp/slad.yaml.before /etc/slad/slad.yaml; else : > /etc/slad/slad.yaml; fi
check "the unit starts without the goal" started_by systemctl start slad.service
