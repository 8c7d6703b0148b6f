// Sends COUNT entries with as many fields as a breach of slad's to the journal, as sd_journal_sendv(3) does it.
// Usage: journal COUNT. Prints the wall clock before the first, in microseconds since 1970; when journald has them all
// only it can tell.

#include "floor.h"

#include <string.h>
#include <systemd/sd-journal.h>

/// What a breach of slad's has in every entry alike, and in each anew.
static const char *const fixed[] = {
    "PRIORITY=3", "MESSAGE_ID=00000000000000000000000000000000", "SLA_KIND=breach", "SLA_AGREEMENT=customer",
    "SLA_AGREEMENT_KIND=sla", "SLA_OBJECTIVE=resolution", "SLA_METRIC=resolution", "SLA_CYCLE=1",
    "SLA_THRESHOLD=breach", "SLA_TARGET=172800", "SLA_ELAPSED=172800", "SLA_AT=2026-11-22T09:30:00Z", "SLA_REVISION=1",
    "DOCUMENTATION=man:slad-journal(7)", "SLA_CUSTOMER=Acme", "SLA_TEAM=l1", "SLA_DEADLINE=2026-11-22T09:30:00Z",
    "SLA_OVERRUN=0", "SYSLOG_IDENTIFIER=slad-floor"};
static const char *const numbered[] = {
    "SLA_TICKET=T-%zu", "SLA_ALERT_ID=T-%zu/customer/resolution/1/breach",
    "MESSAGE=T-%zu (Acme): resolution within 48h (customer) is breached, the deadline was 2026-11-22T09:30:00Z"};

enum { FIXED = sizeof fixed / sizeof *fixed, NUMBERED = sizeof numbered / sizeof *numbered };

int main(int argc, char **argv)
{
    demand(argc == 2, "usage: journal COUNT");
    size_t count = strtoul(argv[1], NULL, 10);
    struct iovec fields[FIXED + NUMBERED];
    char texts[NUMBERED][256];
    for (size_t i = 0; i < FIXED; i++)
        fields[i] = (struct iovec){(void *)fixed[i], strlen(fixed[i])};
    printf("%lld\n", (long long)(nanoseconds(CLOCK_REALTIME) / 1000));
    for (size_t number = 0; number < count; number++) {
        for (size_t i = 0; i < NUMBERED; i++) {
            int length = snprintf(texts[i], sizeof texts[i], numbered[i], number);
            fields[FIXED + i] = (struct iovec){texts[i], (size_t)length};
        }
        demand(sd_journal_sendv(fields, FIXED + NUMBERED) == 0, "sd_journal_sendv");
    }
}
