# The sandbox's score (its threshold is in tenths), and a unit without complaints.
security() {
    local table
    table=$(systemd-analyze security --no-pager --threshold=5 slad.service) && tail -n 1 <<< "$table" ||
        { grep -v '^✓' <<< "$table"; return 1; }
}

verified() {
    local complaints
    complaints=$(systemd-analyze verify --man=no slad.service 2>&1)
    equal "status $? $complaints" "status 0 "
}

check "the exposure is 0.5 or less" security
check "the unit file verifies without a word" verified
