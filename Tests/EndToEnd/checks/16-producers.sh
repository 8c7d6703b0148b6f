# Producers: slactl submit and convert as a member of slad-submit uses them, and every recipe of slad-intake(7), taken
# from the page's own source, so that the page is never wrong.
page=/e2e/slad-intake.7.scd
useradd --no-create-home --groups slad-submit desk
useradd --no-create-home stranger
mkdir /srv/desk
touch /srv/desk/output
chown desk /srv/desk /srv/desk/output

# block NAME: the block of the page below "; recipe NAME", as the page prints it.
block() {
    awk -v wanted="; recipe $1" '
        $0 == wanted { found = 1; next }
        found && $0 == "```" { if (inside) exit; inside = 1; next }
        inside' "$page" | sed 's/\\\\/\\/g'
}

# install_recipe NAME PATH: the block as a file, that can be run where it is a script.
install_recipe() {
    mkdir -p "$(dirname "$2")"
    block "$1" > "$2"
    ! head -n 1 "$2" | grep --quiet '^#!' || chmod 755 "$2"
    [ -s "$2" ] && echo "$(wc -l < "$2") lines"
}

as_user() {
    setpriv --reuid="$1" --regid="$1" --init-groups bash -c "umask 022; cd /; $2" 2>&1
}

# Other groups have tickets of these names too: what was in the ledger before does not count.
earlier=$(sqlite3 /var/lib/slad/ledger.sqlite "SELECT coalesce(max(number), 0) FROM event" 2> /dev/null || echo 0)

# ledger_has COUNT CONDITION: as many events of the ledger hold it. A copy, so that nothing stands in the daemon's way.
ledger_has() {
    rm -f /e2e/producers.sqlite*
    sqlite3 /var/lib/slad/ledger.sqlite "VACUUM INTO '/e2e/producers.sqlite'" || return 1
    equal "$(sqlite3 /e2e/producers.sqlite \
        "SELECT count(*) FROM event JOIN ticket ON event.ticket = ticket.number \
            WHERE event.number > $earlier AND $2")" "$1"
}
in_ledger() { eventually 15 ledger_has "$@"; }

write_agreement
check "the unit starts" started_by systemctl start slad.service

# slactl submit
event='--ticket S-1 --type created --set customer=acme --set priority=P4'
check "submit puts an event" as_user desk "slactl submit $event"
check "and is silent" equal "$(as_user desk "slactl submit --ticket S-1 --type replied --by agent")" ""
check "both are in the ledger" in_ledger 2 "name = 'S-1'"
systemctl stop slad.service # so that the file stays
file=$(as_user desk "umask 0; slactl submit --verbose --ticket S-2 --type created")
named="^$inbox/[0-9]{8}T[0-9]{6}\.[0-9]{3}Z-.*-0001\.ndjson\$"
check "--verbose prints the file" contains "$file" "$named"
check "it is for slad alone, whatever the umask" equal "$(stat -c '%U %G %a' "$file")" "desk slad 640"
check "no hidden file is left" equal "$(find $inbox -name '.*' -type f)" ""
before=$(find $inbox -type f | wc -l)
cat > /srv/desk/bad.ndjson <<'JSON'
{"ticket":"S-3","at":"2026-11-22T09:30:00Z","type":"created"}
{"ticket":"S-3","at":"2026-11-22T09:31:00Z","type":"replied","by":"custmer"}
JSON
bad() { as_user desk "slactl submit < /srv/desk/bad.ndjson; echo \$?"; }
said=$(bad)
told='^standard input: line 2, column 67: .*did you mean "customer"'
check "a bad event is told with its line and what to write" contains "$said" "$told"
check "with status 1" contains "$said" '^1$'
check "and nothing was given out" equal "$(find $inbox -type f | wc -l)" "$before"
said=$(as_user stranger "slactl submit $event; echo \$?")
check "a stranger is told what would help" contains "$said" 'usermod -aG slad-submit stranger, then log in again'
check "with status 2" contains "$said" '^2$'
# A stream that is ended by a signal leaves nothing.
cut_off() {
    as_user desk "(echo '{\"ticket\":\"S-4\",\"at\":\"2026-11-22T09:30:00Z\",\"type\":\"created\"}'; exec sleep 30) |
        { slactl submit & submit=\$!; until ls -d $inbox/.*.tmp; do :; done; kill \$submit; wait \$submit; echo \$?; }"
}
# The loop above needs to see the inbox, which a member cannot.
chmod o+r $inbox
check "a submit that is ended" contains "$(cut_off)" '^143$'
chmod o-r $inbox
check "leaves no hidden file" equal "$(find $inbox -name '.*' -type f)" ""
check "the unit starts again" started_by systemctl start slad.service
check "the event that waited is taken" in_ledger 1 "name = 'S-2'"

# The recipes.
check "recipe: a script" install_recipe shell /usr/local/bin/desk-shell
check "it runs" as_user desk /usr/local/bin/desk-shell
check "its event is in the ledger" in_ledger 1 "name = 'T-1'"

check "recipe: slactl submit" install_recipe submit /usr/local/bin/desk-submit
check "it runs" as_user desk /usr/local/bin/desk-submit
check "its events are in the ledger" in_ledger 3 "name = 'T-2'"

check "recipe: a mapping file" install_recipe map /etc/slad/maps/desk.yaml
check "recipe: an export" install_recipe export /srv/desk/export.csv
check "recipe: the command" install_recipe command /usr/local/bin/desk-export
check "recipe: the service" install_recipe service /etc/systemd/system/desk-export.service
check "recipe: the timer" install_recipe timer /etc/systemd/system/desk-export.timer
check "the timer is one" systemd-analyze verify /etc/systemd/system/desk-export.timer
systemctl daemon-reload
check "the service runs" systemctl start desk-export.service
check "the events of the export are in the ledger" in_ledger 5 "name IN ('T-3', 'T-4')"
check "an hour of Berlin is that hour" in_ledger 1 "name = 'T-3' AND at = $(milliseconds 2026-11-20T09:30:00+01:00)"
check "it runs again" systemctl start desk-export.service
check "nothing is rejected" equal "$(find $rejected -type f -newer /etc/slad/maps/desk.yaml)" ""
check "the inbox is empty" eventually 15 inbox_is_empty
check "and the events are there once" ledger_has 5 "name IN ('T-3', 'T-4')"
sed -i 's/;Urgent;/;High;/' /srv/desk/export.csv
check "after a change of the priority it runs" systemctl start desk-export.service
check "the changed row brings one event more" in_ledger 6 "name IN ('T-3', 'T-4')"
# P1 has 2 s from the opening, P2 5 s.
judged_anew='.SLA_TICKET == "T-3" and .SLA_DEADLINE == "2026-11-20T08:30:05Z"'
check "and the ticket is judged as if it always had that priority" eventually 15 has_entry "$judged_anew"
check "nothing is rejected" equal "$(find $rejected -type f -newer /etc/slad/maps/desk.yaml)" ""

if [ -x /usr/bin/python3 ]; then
    ip link set lo up
    check "recipe: a webhook" install_recipe webhook /usr/local/bin/desk-hook
    check "it starts" systemd-run --quiet --unit=desk-hook --uid=desk --property=SupplementaryGroups=slad-submit \
        /usr/local/bin/desk-hook
    post() {
        /usr/bin/python3 -c 'import sys, urllib.request, urllib.error
try: print(urllib.request.urlopen("http://127.0.0.1:8199/", sys.argv[1].encode()).status)
except urllib.error.HTTPError as error: print(error.code)' "$1"
    }
    post_is() { equal "$(post "$2" 2>&1 | tail -n 1)" "$1"; }
    hooked='{"ticket":"T-5","at":"'$(now)'","type":"created","set":{"customer":"Acme"}}'
    check "it answers 204" eventually 10 post_is 204 "$hooked"
    check "its event is in the ledger" in_ledger 1 "name = 'T-5'"
    check "what is not JSON is answered with 400" post_is 400 '{"ticket":'
    check "and leaves no hidden file" equal "$(find $inbox -name '.*' -type f)" ""
    systemctl stop desk-hook.service
else
    skip "the webhook of slad-intake(7): /usr/bin/python3 is not installed"
fi
