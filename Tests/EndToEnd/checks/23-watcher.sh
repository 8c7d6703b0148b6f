# Who watches the watcher: the entry that says that slad lives, the canary, the recipes of slad-journal(7), taken from
# the page's own source, and what make install gives the shells. The demo, too, as the journal shows it.
page=/e2e/slad-journal.7.scd

write_agreement
check "the unit starts" started_by systemctl restart slad.service
alive='.SLA_KIND == "alive" and .SLA_TICKETS and .SLA_EVENTS == "0" and .SLA_OUTBOX == "0"'
check "it says that it lives soon after its start" eventually 10 has_entry "$alive"

check "recipe: a program that carries breaches elsewhere" recipe_of carry /usr/local/bin/slad-carry
check "recipe: its service" recipe_of carry-service /etc/systemd/system/slad-carry.service
check "recipe: one that misses the canary" recipe_of canary /usr/local/bin/slad-canary-heard
check "recipe: its service" recipe_of canary-service /etc/systemd/system/slad-canary-heard.service
check "recipe: its timer" recipe_of canary-timer /etc/systemd/system/slad-canary-heard.timer
check "the timer is one" systemd-analyze verify /etc/systemd/system/slad-canary-heard.timer
systemctl daemon-reload
check "nobody heard of a canary" equal "$(systemctl start slad-canary-heard.service 2>/dev/null; echo $?)" 1

# A minute is the least interval: the rest is done while it runs.
printf 'canary: 1m\n' > /etc/slad/slad.yaml
check "with a canary the configuration is good" slactl check
check "it is loaded" systemctl reload slad.service
canary_in_ledger() {
    rm -f /e2e/watcher.sqlite*
    sqlite3 /var/lib/slad/ledger.sqlite "VACUUM INTO '/e2e/watcher.sqlite'" &&
        at_least "$(sqlite3 /e2e/watcher.sqlite "SELECT count(*) FROM ticket WHERE name LIKE 'slad-canary-%'")" 1
}
check "the canary's ticket came through the inbox" eventually 15 canary_in_ledger
check "and its file left it" eventually 15 at_least "$(find $processed -name 'slad-canary-*' | wc -l)" 1

check "the carrier starts" systemctl start slad-carry.service
delivered=/var/lib/private/slad-carry/delivered
open_ticket W-1 P1
is_delivered() { contains "$(cat $delivered)" "$1"; }
check "a breach is carried elsewhere" eventually 15 is_delivered "^breach"$'\t'"W-1/.*"$'\t'"W-1"$'\t'"acme"$'\t'
systemctl stop slad-carry.service
open_ticket W-2 P1
check "while it is stopped another is told" eventually 15 told_once breach W-2
systemctl start slad-carry.service
check "and carried when it runs again" eventually 15 is_delivered $'\t'"W-2"$'\t'
check "the first was carried once" equal "$(grep -c $'\t'"W-1"$'\t' $delivered)" 1

# The completions that make install put there.
for file in bash-completion/completions/slactl zsh/site-functions/_slactl fish/vendor_completions.d/slactl.fish; do
    check "there is /usr/share/$file" at_least "$(grep -c breaches "/usr/share/$file")" 1
done
check "that of bash is one" bash -n /usr/share/bash-completion/completions/slactl
# parses SHELL OPTION FILE: the shell takes it for a script; not every machine has every shell.
parses() {
    command -v "$1" > /dev/null || { skip "$1 is not installed: its completions were not parsed"; return; }
    check "that of $1 is one" "$1" "$2" "$3"
}
parses zsh -n /usr/share/zsh/site-functions/_slactl
parses fish --no-execute /usr/share/fish/vendor_completions.d/slactl.fish

# The demo, through this journal.
demo=$(SLAD=/usr/bin/slad SLACTL=/usr/bin/slactl NO_COLOR=1 bash /e2e/demo/demo 2>&1)
demo_status=$?
echo "$demo" > /e2e/demo.screen
demo_ran() { echo "$demo"; [ $demo_status -eq 0 ]; }
check "the demo runs through the journal" demo_ran
check "it shows what slactl knows" contains "$demo" '^2.* T-3 .* withdrawn$'

canary_breached() {
    at_least "$(slactl breaches --canary --format json | jq -c 'select(.late_by_seconds == null)' | wc -l)" "$1"
}
check "the canary's promise is broken on time" eventually 90 canary_breached 1
check "slactl breaches does not count it" refuses contains "$(slactl breaches)" slad-canary
check "the canary is heard of" systemctl start slad-canary-heard.service
check "it was not carried elsewhere" refuses contains "$(cat $delivered)" slad-canary
check "its breach wakes nobody" equal "$(entries '.SLA_AGREEMENT == "slad-canary" and .SLA_KIND == "breach"' |
    jq -r .PRIORITY | sort -u)" 6
check "its next ticket is open, and the one before ended" eventually 15 status_matches 'next deadline 20'
rm -f /etc/slad/slad.yaml
check "it is switched off" systemctl reload slad.service
systemctl stop slad-carry.service

# What slad(8) shows of OnFailure=. The mail itself is kept in a file here.
check "recipe: what a failure starts" recipe_of failed /etc/systemd/system/slad.service.d/failed.conf /e2e/slad.8.scd
check "recipe: and what that does" recipe_of failed-service /etc/systemd/system/slad-failed.service /e2e/slad.8.scd
cat > /usr/local/bin/mail <<'SH'
#!/bin/sh
{ echo "$*"; cat; } > /run/slad-mail
SH
chmod 755 /usr/local/bin/mail
check "they are units" systemd-analyze verify /etc/systemd/system/slad-failed.service
systemctl daemon-reload
main=$(property MainPID)
systemctl kill --signal=KILL slad.service
check "slad is started again after kill -9" eventually 20 new_main_process "$main"
check "which is no failure" refuses test -e /run/slad-mail
# Without a revision that was ever good, and with a mistake, it ends with 78 and stays down.
systemctl stop slad.service
mkdir /var/lib/slad.aside
mv /var/lib/slad/ledger* /var/lib/slad.aside/
echo 'agreement: [' > /etc/slad/agreements/bad.yaml
check "with a mistake and no revision it does not start" refuses systemctl start slad.service
mailed() { contains "$(cat /run/slad-mail)" "$1"; }
check "a mail is sent" eventually 10 mailed '^-s slad failed root$'
check "that says why" eventually 10 mailed 'status=78'
check "and slad stays down" property_is ActiveState failed
rm -f /etc/slad/agreements/bad.yaml /usr/local/bin/mail /run/slad-mail /var/lib/slad/ledger*
rm -rf /etc/systemd/system/slad.service.d/failed.conf /etc/systemd/system/slad-failed.service
mv /var/lib/slad.aside/ledger* /var/lib/slad/
rmdir /var/lib/slad.aside
systemctl daemon-reload
check "mended, slad starts again" started_by systemctl start slad.service
