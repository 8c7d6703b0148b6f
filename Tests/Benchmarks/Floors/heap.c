// A binary heap of COUNT deadlines: takes the first and puts a later one in, again and again, as an engine does whose
// deadlines come true. Usage: heap COUNT TURNS. Prints nanoseconds a turn.

#include "floor.h"

static void sift_down(int64_t *heap, size_t count, size_t place, int64_t value)
{
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= value)
            break;
        heap[place] = heap[child];
    }
    heap[place] = value;
}

int main(int argc, char **argv)
{
    demand(argc == 3, "usage: heap COUNT TURNS");
    size_t count = strtoul(argv[1], NULL, 10), turns = strtoul(argv[2], NULL, 10);
    int64_t *heap = malloc(count * sizeof *heap);
    demand(heap != NULL, "memory");
    for (size_t i = 0; i < count; i++)
        heap[i] = rand();
    for (size_t i = count; i-- > 0;)
        sift_down(heap, count, i, heap[i]);
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    for (size_t i = 0; i < turns; i++)
        sift_down(heap, count, 0, heap[0] + rand());
    printf("%.1f\n", (double)(nanoseconds(CLOCK_MONOTONIC) - start) / (double)turns);
}
