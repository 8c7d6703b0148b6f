# The control socket and the ledger, as root, as a member of group slad (mona) and as somebody else (otto) see them.
write_agreement
id mona > /dev/null 2>&1 || useradd --no-create-home --groups slad mona
id otto > /dev/null 2>&1 || useradd --no-create-home otto
control=/run/slad/control

# asks USER STATUS ARGUMENT...: what slactl says to that user, both outputs; it must end with this status.
asks() {
    local user=$1 expected=$2 said status
    shift 2
    said=$(cd / && setpriv --reuid="$user" --regid="$user" --init-groups slactl "$@" 2>&1)
    status=$?
    echo "$said"
    [ $status = "$expected" ] || { echo "it ended with $status"; return 1; }
}

# says REGEX USER STATUS ARGUMENT...: and has such a line.
says() {
    local regex=$1 said
    shift
    said=$(asks "$@") || { echo "$said"; return 1; }
    contains "$said" "$regex"
}

# The state directory to the byte, without the times of reading.
state() {
    (cd /var/lib/slad && find . -printf '%p %s %m %u\n' | sort && sha256sum ledger.sqlite*)
}

same_as() {
    diff <(echo "$1") <(state) && echo "as it was"
}

check "the unit starts" started_by systemctl restart slad.service
check "the socket is its user's and its group's alone" equal "$(stat --format '%F %a %U %G' $control)" \
    "socket 660 slad slad"
check "in a directory that everybody may see" equal "$(stat --format '%a %U' /run/slad)" "755 slad"

open_ticket C-1 P4
check "a member of group slad sees the ticket" eventually 10 says '^ticket +C-1$' mona 0 ticket C-1
check "and what it needs by when" says '^  needs +a public reply of an agent by [0-9:]+ UTC \(in 3 h' mona 0 ticket C-1
# A team of its own: other groups leave more tickets open than a list shows.
printf '{"ticket":"C-1","at":"%s","type":"changed","set":{"team":"c21"}}\n' "$(now)" | put C-1-team.json
check "and its clocks by deadline" eventually 10 says '^in 3 h 5[0-9] min .* C-1 +acme +c21 +first-response +running' \
    mona 0 tickets --team c21 --customer acme
check "and how slad is doing" says '^slad +[0-9.]+, process [0-9]+, started' mona 0 status
check "the answer is JSON" equal \
    "$(slactl tickets --team c21 --format json | jq -r '[.clocks[].ticket] | index("C-1") != null')" true
check "recipe: a program that asks" recipe_of ask /usr/local/bin/ask-slad /e2e/slad-control.7.scd
# Two requests of one connection, as a member of the group.
said=$(printf '%s\n' '{"request":"ticket","ticket":"C-1","version":1}' '{"request":"status","version":1}' |
    setpriv --reuid=mona --regid=mona --init-groups ask-slad 2>&1)
check "it prints an answer" contains "$said" '^[{]"ticket":[{].*"ticket":"C-1"'
check "and the next one" contains "$said" '^[{]"status":[{].*"pid":'$(property MainPID)
check "somebody else may not ask with it" contains "$(setpriv --reuid=otto --regid=otto --init-groups ask-slad \
    < /dev/null 2>&1)" 'Permission denied'
check "a ticket that nobody knows ends with 1" says "no event of a ticket 'C-9'" mona 1 ticket C-9
check "somebody else is told who may ask, and reads no ledger" says 'root and the group slad may' otto 2 status
check "neither" says 'ledger.sqlite may not be read' otto 2 ticket C-1

# The explanation of a ticket that is over does not change with time.
explained() {
    slactl explain "$@" --format json 2> /dev/null | jq --sort-keys 'del(.now)'
}

story=$(mktemp --suffix=.ndjson)
online=$(mktemp)
ago() { date --utc --date "$1 seconds ago" +%FT%TZ; }
cat > "$story" <<EOF
{"ticket":"C-2","id":"s1","at":"$(ago 50)","type":"created","by":"customer","set":{"customer":"acme","priority":"P4"}}
{"ticket":"C-2","id":"s2","at":"$(ago 40)","type":"changed","by":"agent","set":{"status":"pending"},"reason":"a log"}
{"ticket":"C-2","id":"s3","at":"$(ago 20)","type":"replied","by":"customer"}
{"ticket":"C-2","id":"s4","at":"$(ago 10)","type":"replied","by":"agent"}
{"ticket":"C-2","id":"s5","at":"$(ago 5)","type":"resolved","by":"agent"}
EOF
put C-2.ndjson < "$story"
check "a clock is explained" eventually 10 says 'paused: event s2, changed, status pending \(a log\)' mona 0 explain C-2
check "with every change of its state" says ' met +s4 +replied +agent' mona 0 explain C-2 --cycle opening
check "and why agreements hold" says '^sla +[0-9]+ +[a-z-]+ +holds' mona 0 explain C-2
check "its segments add up to what elapsed" equal "$(explained C-2 |
    jq '[.clocks[] | ([.segments[].open_seconds] | add) == .clock.elapsed_seconds] | all and length > 0')" true
check "one that nobody knows ends with 1" says "no event of a ticket 'C-9'" mona 1 explain C-9
check "so does an objective that it has not" says "has no clock of objective 'none'; it has those of" \
    mona 1 explain C-2 --objective none
explained C-2 > "$online"
# Files have no revisions but the one of the directory.
check "files of its events explain the same" equal \
    "$(explained C-2 --config /etc/slad "$story" | jq 'del(.clocks[].revision)')" \
    "$(jq 'del(.clocks[].revision)' "$online")"

main=$(property MainPID)
systemctl kill --signal=KILL slad.service
check "after kill -9 it is started again" eventually 20 new_main_process "$main"
check "and answers" eventually 10 says '^slad +[0-9.]+, process' mona 0 status

systemctl stop slad.service
check "when it ends the socket goes" refuses test -e $control
before=$(state)
check "without it the ledger answers" says '^ticket +C-1$' mona 0 ticket C-1
check "and it is said that this is the ledger" says 'this is from the ledger in /var/lib/slad' mona 0 tickets
check "and explains as slad did" equal "$(explained C-2)" "$(cat "$online")"
check "status ends with 1 then" says 'does not answer; this is from its ledger' root 1 status
check "nothing in it was touched, by root neither" same_as "$before"
check "somebody else reads nothing" says 'may not be read; ask as root' otto 2 tickets
check "the unit starts again" started_by systemctl start slad.service

# What README.md says of a try without root: the block, as it stands there, in a shell of somebody who is in no group.
scratch=$(sed -n '/^<!-- scratch -->$/,/^## /p' /e2e/README.md | sed -n 's/^    //p')
home=$(mktemp -d)
chown otto "$home"
# in_scratch COMMAND...: as otto, in that folder, without anything that systemd puts into an environment.
in_scratch() {
    (cd "$home" &&
        exec setpriv --reuid=otto --regid=otto --init-groups env --ignore-environment PATH="$PATH" "$@")
}
check "the README's try without root runs to its end" in_scratch bash -ec "
    $scratch
    kill %1; wait"
check "it shows the warning" contains "$(cat "$home/slad.out")" 'warning +T-1 [(]Acme[)]: 50% of first-response'
check "and the breach" contains "$(cat "$home/slad.out")" 'breach +T-1 [(]Acme[)]: first-response .* is breached'
check "status ends with 1 for a slad that is not there" equal \
    "$(in_scratch slactl status --state try/state > /dev/null 2>&1; echo $?)" 1
# Without a function between, so that the process in the background is slad itself.
(cd "$home" && exec setpriv --reuid=otto --regid=otto --init-groups \
    slad --foreground --config try/config --state try/state --spool try/spool > /dev/null) &
scratch_status() { equal "$(in_scratch slactl status --state try/state > /dev/null 2>&1; echo $?)" "$1"; }
check "with 0 for one that runs, without systemd" eventually 10 scratch_status 0
kill $!
check "with 1 when it was ended" eventually 10 scratch_status 1
rm -rf "$home/try/state"
check "with 2 where there is no ledger either" scratch_status 2
wait
rm -rf "$home"
