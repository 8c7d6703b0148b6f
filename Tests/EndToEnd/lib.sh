# Helpers of the checks: what is asserted, and how the daemon is asked.
# A check is a sentence and a command; the command's output is its evidence.
passed=0
failed=0
skipped=0

# check SENTENCE COMMAND [ARGUMENT...]: passes if the command succeeds. The first line of evidence stands beside the
# sentence, all of it below a failure.
check() {
    local sentence=$1 evidence command
    shift
    command=$*
    if evidence=$("$@" 2>&1); then
        passed=$((passed + 1))
        evidence=${evidence%%$'\n'*}
        echo "ok     $sentence${evidence:+ (${evidence:0:140})}"
    else
        failed=$((failed + 1))
        echo "NOT OK $sentence"
        echo "       \$ ${command:0:160}"
        head -n 40 <<< "$evidence" | sed 's/^/       | /'
    fi
}

skip() {
    skipped=$((skipped + 1))
    echo "SKIPPED $1"
}

# eventually SECONDS COMMAND...: asks until it succeeds; its last output is the evidence. Nothing rests on how long.
eventually() {
    local until=$((SECONDS + $1)) evidence
    shift
    while ! evidence=$("$@" 2>&1); do
        ((SECONDS < until)) || { echo "$evidence"; return 1; }
        sleep 0.1
    done
    echo "$evidence"
}

refuses() {
    ! "$@"
}

equal() {
    echo "$1"
    [ "$1" = "$2" ] || { echo "expected: $2"; return 1; }
}

at_most() {
    echo "$1, limit $2"
    [ "$1" -le "$2" ]
}

at_least() {
    echo "$1, wanted $2"
    [ "$1" -ge "$2" ]
}

# contains TEXT REGEX: prints the first line that matches.
contains() {
    grep --extended-regexp --max-count=1 -- "$2" <<< "$1" || { echo "no /$2/ in:"; echo "$1"; return 1; }
}

property() {
    systemctl show --property="$1" --value slad.service
}

property_is() {
    equal "$(property "$1")" "$2"
}

# status_matches REGEX: the line that the daemon shows in `systemctl status`.
status_matches() {
    contains "$(property StatusText)" "$1"
}

# The journal's barrier: what was sent before a synchronisation is readable after it.
journal() {
    journalctl --sync
    journalctl --quiet --output=json --all "$@"
}

# entries JQ-CONDITION: the entries of the unit's own processes for which it holds, one JSON object a line. No other
# process can write the field by which they are known.
entries() {
    journal _SYSTEMD_UNIT=slad.service | jq --compact-output "select($1)"
}

count_entries() {
    entries "$1" | wc -l
}

has_entry() {
    local found
    found=$(entries "$1" | tail -n 1)
    [ -n "$found" ] || { echo "no entry with $1 among:"; entries true | jq -r '.MESSAGE' | tail -n 20; return 1; }
    jq -r '.MESSAGE' <<< "$found"
}

# what_happened: what the unit, systemd and the daemon said last, for a failure that must be understood from the log.
what_happened() {
    systemctl status --no-pager --lines=15 slad.service
    return 1
}

# started_by COMMAND...: runs it and wants the unit active afterwards.
started_by() {
    "$@" && systemctl is-active slad.service || what_happened
}

# new_main_process OLD: the unit is active with another main process than OLD.
new_main_process() {
    local main
    main=$(property MainPID)
    [ "$(property ActiveState)" = active ] && [ "$main" != "$1" ] && [ "$main" != 0 ] && echo "process $1, now $main"
}

# Seconds and milliseconds as one number, of now or of an RFC 3339 text.
milliseconds() {
    local nanoseconds
    nanoseconds=$(date --date="${1:-now}" +%s%N)
    echo $((nanoseconds / 1000000))
}

# recipe_of NAME PATH [PAGE]: the block of a manual page's source below "; recipe NAME", as the page prints it,
# as a file.
recipe_of() {
    mkdir -p "$(dirname "$2")"
    awk -v wanted="; recipe $1" '
        $0 == wanted { found = 1; next }
        found && $0 == "```" { if (inside) exit; inside = 1; next }
        inside' "${3:-$page}" | sed 's/\\\\/\\/g' > "$2"
    ! head -n 1 "$2" | grep --quiet '^#!' || chmod 755 "$2"
    [ -s "$2" ] && echo "$(wc -l < "$2") lines"
}
