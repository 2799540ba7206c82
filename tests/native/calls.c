/* Ten thousand calls from C leave nothing behind, and four threads get the same bits. Argument: the folder of a world with C001 and C002. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "entente.h"

static const char* const QUESTION =
    "{\"title\": \"t\", \"cases\": [{\"name\": \"c\", \"measures\": [{\"kind\": \"tariff\", \"by\": \"C001\", \"on\": \"C002\", \"rate\": 0.25}]}]}";

static entente_handle world;
static double expected;

static void must(int32_t status, const char* message, const char* what) {
    if (status == ENTENTE_DONE) return;
    fprintf(stderr, "%s: status %d, %s\n", what, (int)status, message ? message : "");
    exit(1);
}

static long resident(void) {
    long pages = 0, rest = 0;
    FILE* file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &rest, &pages) != 2) exit(1);
    fclose(file);
    return pages * 4096;
}

/* Five calls: an answer, what it is, a table, a table there is none of, the end. */
static double round_of(void) {
    char *message = NULL, *json = NULL;
    entente_handle answer = 0;
    int32_t status = entente_answer(world, QUESTION, "{\"threads\": 1}", &answer, &message);
    must(status, message, "answer");
    status = entente_answer_describe(answer, &json, &message);
    must(status, message, "describe");
    entente_free(json);
    struct ArrowSchema schema;
    struct ArrowArray array;
    status = entente_answer_table(answer, "countries", 0, &schema, &array, &message);
    must(status, message, "table");
    if (strcmp(schema.children[2]->name, "real_income_pct") || strcmp(schema.children[2]->format, "g")) exit(2);
    double value = ((const double*)array.children[2]->buffers[1])[0];
    schema.release(&schema);
    array.release(&array);
    if (schema.release || array.release) exit(3);
    if (entente_answer_table(answer, "none", 0, &schema, &array, &message) != ENTENTE_FAULTS || !message) exit(4);
    entente_free(message);
    if (entente_close(answer) != ENTENTE_DONE) exit(5);
    return value;
}

static void* rounds(void* count) {
    for (int r = 0; r < *(int*)count; r++)
        if (round_of() != expected) exit(6);
    return NULL;
}

int main(int count, char** arguments) {
    char* message = NULL;
    if (count < 2 || entente_abi() != ENTENTE_ABI) return 7;
    int32_t status = entente_world_open(arguments[1], &world, &message);
    must(status, message, "open");
    expected = round_of();
    int warm = 500, measured = 2000, each = 250;
    rounds(&warm);
    long before = resident();
    rounds(&measured);
    long grown = resident() - before;
    pthread_t threads[4];
    for (int t = 0; t < 4; t++) pthread_create(&threads[t], NULL, rounds, &each);
    for (int t = 0; t < 4; t++) pthread_join(threads[t], NULL);
    entente_close(world);
    int64_t handles, blocks;
    entente_open_count(&handles, &blocks);
    printf("%d calls: %ld kB more; %d calls on four threads: the same bits\n", 5 * measured, grown / 1024, 5 * 4 * each);
    if (handles != 0 || blocks != 0) return 8;
    return grown > (16L << 20) ? 9 : 0;
}
