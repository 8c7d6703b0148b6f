# A stop ends the transaction in hand, within two seconds, and leaves what it has not taken where it was.
files=300
done_before=$(find $processed -type f | wc -l)
for ((number = 1; number <= files; number++)); do
    open_ticket "S-$number" P4
done

started=$(milliseconds)
systemctl stop slad.service
took=$(($(milliseconds) - started))
check "it stops within 2000 ms" at_most $took 2000
check "the result is success" property_is Result success
check "the exit status is 0" property_is ExecMainStatus 0
left=$(find $inbox -type f | wc -l)
taken=$(($(find $processed -type f | wc -l) - done_before))
check "each file was taken or left: $taken and $left" equal $((taken + left)) $files
check "libdispatch wrote nothing into the journal" \
    equal "$(journalctl --quiet --output=cat -u slad.service | grep -c 'thread priority')" 0
check "it starts again" started_by systemctl start slad.service
check "and takes the rest" eventually 30 inbox_is_empty
