# What outsiders can do to the spool, verb by verb, and what slad does about that which it does not read. alice and bob
# are members of slad-submit, carol is not (11-spool.sh made them, unless it did not run).
for member in alice bob; do
    id $member > /dev/null 2>&1 || useradd --no-create-home --groups slad-submit $member
done
id carol > /dev/null 2>&1 || useradd --no-create-home carol
spool=/var/spool/slad
file=$inbox/of-alice.json

run_as() {
    setpriv --reuid="$1" --regid="$1" --init-groups bash -c "umask 027; cd /; $2" 2>&1
}

# is_denied USER COMMAND: it fails, and says that it may not.
is_denied() {
    local said
    said=$(run_as "$1" "$2") && { echo "it succeeded: $said"; return 1; }
    contains "$said" '(Permission denied|Operation not permitted)'
}

as_it_was() {
    equal "$(stat --format '%U %G %a %h' $file) $(cat $file)" "alice slad 640 1 {}"
}

systemctl stop slad.service # so that the files stay
check "a member writes a file and renames it in" run_as alice "echo '{}' > $inbox/.a && mv $inbox/.a $file"
declare -A verb=(
    [list]="ls $inbox" [read]="cat $file" [remove]="rm -f $file" [rename]="mv $file $inbox/b.json"
    [overwrite]="echo > $file" [append]="echo >> $file" [truncate]="truncate --size=0 $file" [chmod]="chmod 666 $file"
    [chown]="chown bob $file" ["set the times of"]="touch --date=yesterday $file"
    ["rename over"]="mv -f $inbox/.b $file" [link]="ln $file $inbox/b.json"
    ["take away the inbox of"]="mv $inbox $spool/b"
)
run_as bob "echo '{}' > $inbox/.b"
for what in "${!verb[@]}"; do
    check "another member may not $what it" is_denied bob "${verb[$what]}"
    check "an outsider may not $what it" is_denied carol "${verb[$what]}"
done
for directory in $processed $rejected; do
    check "a member may not list $directory" is_denied bob "ls $directory"
    check "a member may not write into $directory" is_denied bob "echo > $directory/b"
done
check "a member may not write beside the inbox" is_denied bob "echo > $spool/b"
check "a member may not list what lies beside the inbox" is_denied bob "ls $spool"
[ ! -e /var/lib/slad/ledger.sqlite ] ||
    check "a member may not read the ledger" is_denied bob "cat /var/lib/slad/ledger.sqlite"
for what in "echo > $inbox/c.json" "mkdir $inbox/c" "ln -s /etc/passwd $inbox/c.json" "mkfifo $inbox/c" \
    "mv /tmp/of-carol $inbox/c.json"; do
    run_as carol "echo > /tmp/of-carol" > /dev/null
    check "an outsider may not: $what" is_denied carol "$what"
done
check "the file is as it was" as_it_was
rm -f $inbox/.b $file /tmp/of-carol

# What stays in the inbox: told once each, with what helps.
foreign=$'line\nMESSAGE=forged\nSLA_TICKET=forged\n\e[31mred.txt'
hostile=$'hostile\nMESSAGE=forged\n\e[31m\u202egnp.json'
lay_out_obstacles() {
    run_as alice "umask 077; echo '{\"ticket\":\"B-closed\",\"at\":\"$(now)\",\"type\":\"created\"}' > $inbox/.c &&
        mv $inbox/.c $inbox/closed.json; mkdir $inbox/folder.json; echo '{}' > $inbox/folder.json/in.json
        mkfifo $inbox/pipe.json; ln -s /etc/shadow $inbox/shadow.json"
    echo '{}' > $spool/elsewhere && chmod 644 $spool/elsewhere && ln $spool/elsewhere $inbox/linked.json
    mknod $inbox/device.json c 1 5 && chmod 666 $inbox/device.json
    echo '{}' > "$inbox/$foreign"
    printf '{"ticket":"B-hostile"}\n' > "$inbox/$hostile"
}

declare -A notice=(
    [closed.json]="closed by its owner.*; run: chmod a\\+r $inbox/closed.json"
    [folder.json]="is a directory; move the files in it up and remove it: $inbox/folder.json"
    [pipe.json]="is a FIFO, a socket or a device; remove it: $inbox/pipe.json"
    [device.json]="is a FIFO, a socket or a device; remove it: $inbox/device.json"
    [shadow.json]="is a symbolic link; put the file itself there: $inbox/shadow.json"
    [linked.json]="hard link.*; put a copy there: $inbox/linked.json"
)

notices_of() {
    entries '.MESSAGE | type == "string" and contains("not read: '"$1"'")' | jq -r '.MESSAGE'
}

told_with_help() {
    contains "$(notices_of "$1")" "${notice[$1]}"
}

foreign_told() {
    contains "$(notices_of 'line\\x0AMESSAGE=forged')" 'rename it: .*\\x1B'
}

told_no_more_than_once() {
    equal "$(notices_of "$1" | wc -l) times" "1 times"
}

# A forged entry, or one whose message is no plain text: journalctl shows such as numbers. 8238 turns the direction of
# writing.
not_plain() {
    entries '.SLA_TICKET == "forged" or .MESSAGE == "forged" or (.MESSAGE | type != "string")
        or (.MESSAGE | explode | any(. < 32 or . == 127 or . == 8238))' | jq -r '.MESSAGE'
}

scan_again() {
    local number
    for number in 1 2 3 4 5; do
        open_ticket "B-$1-$number" P4
        eventually 10 refuses test -e "$inbox/B-$1-$number.json" || return 1
    done
}

lay_out_obstacles
check "the unit starts" started_by systemctl start slad.service
for name in "${!notice[@]}"; do
    check "of $name is told what helps" eventually 15 told_with_help "$name"
done
check "a foreign name is told, and shown harmlessly" eventually 15 foreign_told
for round in one two; do
    check "the inbox is scanned again and again ($round)" scan_again $round
done
for name in "${!notice[@]}"; do
    check "$name was told once" told_no_more_than_once "$name"
    check "$name stays" find "$inbox/$name" -maxdepth 0
done
check "the foreign name was told once" equal "$(notices_of 'line' | wc -l)" 1
check "the bad file of a hostile name is in rejected" \
    eventually 10 find "$rejected/$hostile" "$rejected/$hostile.reasons"
check "no message is forged or moves a cursor" equal "$(not_plain)" ""
check "/etc/shadow was not read" equal "$(grep --recursive --files-with-matches root: $processed $rejected)" ""

# The command that is told does help.
helps=$(notices_of closed.json | sed 's/.*; run: //')
check "the command for the closed file runs" run_as alice "$helps"
check "and then it is taken within a minute" eventually 75 refuses find $inbox/closed.json
check "its ticket is known" equal "$(sqlite3 /var/lib/slad/ledger.sqlite "SELECT count(*) FROM ticket
    WHERE name = 'B-closed'")" 1
rm -rf $inbox/folder.json $inbox/pipe.json $inbox/shadow.json $inbox/linked.json $inbox/device.json $spool/elsewhere
rm -f "$inbox/$foreign" "$rejected/$hostile" "$rejected/$hostile.reasons"
check "without what stays the inbox is empty" eventually 10 inbox_is_empty
