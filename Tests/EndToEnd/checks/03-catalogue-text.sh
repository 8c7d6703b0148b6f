# `journalctl -x` explains an entry: what it means, what to do.
explained() {
    journalctl --sync
    journalctl --quiet --catalog --no-pager SLA_TICKET=T-1 "SLA_KIND=$1"
}

fields_filled_in() {
    ! grep -E '@[A-Z_]+@' <<< "$1"
}

for kind in warning breach; do
    text=$(explained $kind)
    check "journalctl -x explains a $kind" contains "$text" '^.. Subject: .'
    check "the explanation of a $kind has a body" at_least "$(grep -c '^░░ .' <<< "$text")" 4
    check "the explanation of a $kind has its fields filled in" fields_filled_in "$text"
done
