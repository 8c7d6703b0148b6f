# A loop that stands still is killed by the watchdog and started again.
main=$(property MainPID)
systemctl kill --kill-whom=main --signal=STOP slad.service
check "stopped, it is replaced" eventually 60 new_main_process "$main"
check "because of the watchdog" \
    contains "$(journalctl --quiet --output=cat UNIT=slad.service _PID=1)" 'Watchdog timeout'
open_ticket W-1 P1
check "and keeps its clocks" eventually 15 told_once breach W-1
