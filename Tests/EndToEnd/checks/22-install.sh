# make install over an edited configuration, uninstall, and install again: what is an operator's stays.
edited=$(mktemp)
saved=/etc/slad.saved
installed=/usr/share/doc/slad/examples
source=/e2e/repository

# What was built, for the programs themselves are removed here. What is in force now comes back at the end, and the
# ledger, which has rules of other groups.
mkdir -p /e2e/bin
cp /usr/bin/slad /usr/bin/slactl /e2e/bin/
systemctl stop slad.service
rm -rf $saved /var/lib/slad.saved
cp -a /etc/slad $saved
mv /var/lib/slad /var/lib/slad.saved
config_is() { equal "$(cd /etc/slad && find . -type f | sort | tr '\n' ' ')" "$1 "; }
make_here() { make --no-print-directory --directory $source BIN=/e2e/bin DESTDIR= PREFIX=/usr "$@"; }
kept_files() { (cd / && find etc/slad var/lib/slad var/spool/slad -type f -exec sha256sum {} + | sort); }
count_events() { sqlite3 /var/lib/slad/ledger.sqlite 'SELECT count(*) FROM event'; }
gone() { for path in "$@"; do [ ! -e "$path" ] || { echo "$path is there"; return 1; }; done; }
same() { cmp "$1" "$2" && echo "$1"; }

rm -rf /etc/slad
check "make install on a bare machine" make_here install
check "/etc/slad has a slad.yaml and one agreement" config_is "./agreements/first.yaml ./slad.yaml"
said=$(slactl check 2>&1)
check "they load, and nothing is promised yet" contains "$said" "^/etc/slad: 0 agreements, no errors$"
check "which is said" contains "$said" "warning: no agreement: nothing is measured"
said=$(slactl check $installed 2>&1)
check "the examples load without a finding" contains "$said" "^$installed: [5-9] agreements, no errors$"
check "slad starts with them" started_by systemctl start slad.service
open_ticket I-1 P2
recorded() { at_least "$(count_events)" 1; }
check "and takes an event" eventually 10 recorded
open_ticket I-2 P1 "$(date --utc --date='-1 day' +%FT%TZ)"
recorded() { at_least "$(count_events)" 2; }
check "and one of a ticket that waits since yesterday" eventually 10 recorded
check "of which nothing is told, since nobody promised anything" \
    equal "$(count_entries '.SLA_TICKET == "I-1" or .SLA_TICKET == "I-2"')" 0
# Other groups have rules that would judge it.
printf '{"ticket":"I-2","at":"%s","type":"cancelled"}\n' "$(now)" | put I-2-over.json
recorded() { at_least "$(count_events)" 3; }
check "it is over" eventually 10 recorded
systemctl stop slad.service

echo '# mine' >> /etc/slad/slad.yaml
rm /etc/slad/agreements/first.yaml
cat > /etc/slad/agreements/mine.yaml <<'YAML'
agreement: mine
kind: sla
objectives: [{objective: x, metric: resolution, target: 4h}]
YAML
cp /etc/slad/slad.yaml "$edited"
check "make install over an edited configuration" make_here install
check "the edited slad.yaml is kept" same "$edited" /etc/slad/slad.yaml
check "the new one lies beside it" same $source/config/slad.yaml /etc/slad/slad.yaml.new
check "an agreement that was removed does not come back" config_is "./agreements/mine.yaml ./slad.yaml ./slad.yaml.new"
check "what lies beside is not read" equal "$(slactl check 2>&1)" "/etc/slad: 1 agreement, no errors"

mine=/etc/slad/agreements/first.yaml
cp $source/config/first/first.yaml $mine
echo '# mine too' >> $mine
check "an edited agreement is kept too" make_here install
check "with the new one beside it" same $source/config/first/first.yaml $mine.new
check "and the operator's words in it" contains "$(cat $mine)" "mine too"

touch /var/spool/slad/inbox/.kept.json
before=$(kept_files)
events=$(count_events)
check "there is a ledger" test -s /var/lib/slad/ledger.sqlite
check "make uninstall" make_here uninstall
check "the programs are gone" refuses test -e /usr/bin/slad
check "so are unit, manual pages and examples" \
    gone /usr/lib/systemd/system/slad.service /usr/share/man/man8/slad.8 $installed
check "and what the Tab key completed" gone /usr/share/bash-completion/completions/slactl \
    /usr/share/zsh/site-functions/_slactl /usr/share/fish/vendor_completions.d/slactl.fish
check "configuration, ledger and spool are as they were" equal "$(kept_files)" "$before"
check "make install again" make_here install
check "the completions are back" test -s /usr/share/bash-completion/completions/slactl
check "the edited slad.yaml is still there" same "$edited" /etc/slad/slad.yaml
check "the ledger's events are still there" equal "$(count_events)" "$events"
check "and slad goes on with them" started_by systemctl start slad.service

rm -f /var/spool/slad/inbox/.kept.json "$edited"
systemctl stop slad.service
rm -rf /etc/slad /var/lib/slad
mv $saved /etc/slad
mv /var/lib/slad.saved /var/lib/slad
