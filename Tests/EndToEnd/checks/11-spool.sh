# Members of slad-submit put files into the inbox, and can do nothing else there.
useradd --no-create-home --groups slad-submit alice
useradd --no-create-home --groups slad-submit bob
useradd --no-create-home carol

as() {
    setpriv --reuid="$1" --regid="$1" --init-groups bash -c "umask 027; cd /; $2" 2>&1
}

submit="echo '{}' > $inbox/.a.json && mv $inbox/.a.json $inbox/a.json"
mine() { as "$1" "${submit//a.json/$1.json}"; }

systemctl stop slad.service # so that the files stay
check "a member puts a file" mine alice
check "it belongs to group slad, and to nobody else" equal "$(stat -c '%U %G %a' $inbox/alice.json)" "alice slad 640"
check "another member cannot list the inbox" refuses as bob "ls $inbox"
check "cannot read the file" refuses as bob "cat $inbox/alice.json"
check "cannot remove it" refuses as bob "rm -f $inbox/alice.json"
check "cannot rename it" refuses as bob "mv $inbox/alice.json $inbox/b.json"
check "cannot write over it" refuses as bob "echo > $inbox/alice.json"
check "cannot rename another over it" refuses as bob "echo > $inbox/.b && mv -f $inbox/.b $inbox/alice.json"
check "cannot reach what was processed" refuses as bob "ls $processed"
check "somebody outside the group cannot put one" refuses mine carol
rm -f $inbox/.b
rm $inbox/alice.json

check "the unit starts" started_by systemctl start slad.service
at=$(now)
event='{"ticket":"A-1","at":"'$at'","type":"created","by":"customer","set":{"customer":"acme","priority":"P1"}}'
put_as_alice() { as alice "echo '$event' > $inbox/.alice && mv $inbox/.alice $inbox/alice.json"; }
check "a member puts an event" put_as_alice
check "its breach is told" breach_in_force A-1 "$at" 2
check "the file has left the inbox" inbox_is_empty
