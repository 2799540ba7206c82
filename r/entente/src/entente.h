/* Entente as a library for C and all that calls it: docs/native.md.
 *
 * Texts are UTF-8 and end in a zero byte. Every function may be called from any thread at any time; none throws, and none prints.
 * A function that can fail returns an entente_status and, where `message` is not null, sets *message to a text to be given back by
 * entente_free, or to null where all went well. Of faults the message has one a line: place, what was found, what was expected. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of this interface. A function or argument that is taken away or means something else makes it another; functions, keys of
 * JSON, tables and columns that are added do not: read columns by name. */
#define ENTENTE_ABI 1

/* Worlds and answers, by number. 0 is none; a number is never given twice. */
typedef int64_t entente_handle;

typedef enum entente_status {
    ENTENTE_DONE = 0,
    ENTENTE_FAULTS = 1,   /* what was given has faults */
    ENTENTE_HANDLE = 2,   /* a handle that is not open, or of another kind */
    ENTENTE_ARGUMENT = 3, /* a null pointer, or a length below zero */
    ENTENTE_MEMORY = 4,   /* not enough memory */
    ENTENTE_INTERNAL = 5  /* the library is at fault */
} entente_status;

/* The Arrow C data interface, https://arrow.apache.org/docs/format/CDataInterface.html. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;
    void (*release)(struct ArrowSchema*);
    void* private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void** buffers;
    struct ArrowArray** children;
    struct ArrowArray* dictionary;
    void (*release)(struct ArrowArray*);
    void* private_data;
};

#endif

/* ENTENTE_ABI of the library; a caller refuses one that is not its own. */
int32_t entente_abi(void);

/* Version of Entente; stays valid, not to be freed. */
const char* entente_version(void);

/* Opens a world: the name of one that comes with the library (world-2023), or a folder. */
int32_t entente_world_open(const char* name, entente_handle* world, char** message);

/* Opens a world from the bytes of a zip file with the files of a world folder at its root. `name` is what messages call it; may be
 * null. The bytes are not needed afterwards. */
int32_t entente_world_from_zip(const void* bytes, int64_t length, const char* name, entente_handle* world, char** message);

/* Sets *json to {name, title, year, unit, sha256, countries, sectors, groups}; to be given back by entente_free. */
int32_t entente_world_describe(entente_handle world, char** json, char** message);

/* Answers a question. `question` is a scenario as JSON, with the keys of a scenario file, or {"scenario": NAME OR FILE}; `options`, JSON
 * or null, has what the command line has arguments for: cases, horizon, set, vary, closure, model, tolerance, threads. A case without
 * an equilibrium is no fault: the table `cases` says how each ended. */
int32_t entente_answer(entente_handle world, const char* question, const char* options, entente_handle* answer, char** message);

/* Sets *json to {title, scenario_sha256, world_sha256, closure, model, tables, warnings}; to be given back by entente_free. */
int32_t entente_answer_describe(entente_handle answer, char** json, char** message);

/* One table of an answer as columns, with the names and order of the file that `entente run` writes, or `cases`. `all` other than 0:
 * flows and energy with every row, as by --tables all, not only those that a case changes. Numbers are doubles, NaN and null where
 * there is none; texts are int32 positions in a dictionary of UTF-8. Both structures are the caller's and are released by their own
 * release; they do not need the answer, which may be closed before. */
int32_t entente_answer_table(
    entente_handle answer,
    const char* table,
    int32_t all,
    struct ArrowSchema* schema,
    struct ArrowArray* array,
    char** message
);

/* Closes a world or an answer. An answer does not need its world to stay open. */
int32_t entente_close(entente_handle handle);

/* Gives back a text; null is nothing. */
void entente_free(void* text);

/* How many handles are open, and how many blocks of memory callers hold (texts, parts of tables); either may be null. For tests. */
void entente_open_count(int64_t* handles, int64_t* blocks);

#ifdef __cplusplus
}
#endif

#endif
