/* .Call functions over entente.h. The library is loaded when the package is told where it lies. */
#include <dlfcn.h>
#include <string.h>
#include <R.h>
#include <Rinternals.h>
#include <R_ext/Rdynload.h>
#include "entente.h"

static struct {
    int32_t (*abi)(void);
    const char* (*version)(void);
    int32_t (*world_open)(const char*, entente_handle*, char**);
    int32_t (*world_from_zip)(const void*, int64_t, const char*, entente_handle*, char**);
    int32_t (*world_describe)(entente_handle, char**, char**);
    int32_t (*answer)(entente_handle, const char*, const char*, entente_handle*, char**);
    int32_t (*answer_describe)(entente_handle, char**, char**);
    int32_t (*answer_table)(entente_handle, const char*, int32_t, struct ArrowSchema*, struct ArrowArray*, char**);
    int32_t (*close)(entente_handle);
    void (*free)(void*);
    void (*open_count)(int64_t*, int64_t*);
} library;

static void need_library(void) {
    if (library.abi == NULL) Rf_error("the library of entente is not loaded: set ENTENTE_LIBRARY to the path of libentente.so");
}

/* R's own error, which jumps: the text is R's before it is given back. */
static void stop_where(int32_t status, char* message) {
    if (status == ENTENTE_DONE) {
        library.free(message);
        return;
    }
    const char* text = message == NULL ? "" : message;
    char* kept = R_alloc(strlen(text) + 1, 1);
    strcpy(kept, text);
    library.free(message);
    if (status == ENTENTE_FAULTS) Rf_error("%s", kept);
    Rf_error("status %d: %s", (int)status, kept);
}

SEXP entente_r_load(SEXP path) {
    void* loaded = dlopen(CHAR(STRING_ELT(path, 0)), RTLD_NOW | RTLD_LOCAL);
    if (loaded == NULL) Rf_error("%s", dlerror());
#define FIND(name)                                                                                         \
    *(void**)&library.name = dlsym(loaded, "entente_" #name);                                              \
    if (library.name == NULL) {                                                                            \
        memset(&library, 0, sizeof library);                                                               \
        Rf_error("no entente_" #name " in %s", CHAR(STRING_ELT(path, 0)));                                  \
    }
    FIND(version) FIND(world_open) FIND(world_from_zip) FIND(world_describe) FIND(answer) FIND(answer_describe)
    FIND(answer_table) FIND(close) FIND(free) FIND(open_count) FIND(abi)
#undef FIND
    if (library.abi() != ENTENTE_ABI) {
        int found = library.abi();
        memset(&library, 0, sizeof library);
        Rf_error("interface %d of the library; expected %d", found, ENTENTE_ABI);
    }
    return R_NilValue;
}

static void finish(SEXP pointer) {
    entente_handle* held = R_ExternalPtrAddr(pointer);
    if (held == NULL) return;
    library.close(*held);
    R_Free(held);
    R_ClearExternalPtr(pointer);
}

/* Made before the handle is, so that nothing is lost where R has no memory for it. */
static SEXP new_handle(void) {
    entente_handle* held = R_Calloc(1, entente_handle);
    SEXP pointer = PROTECT(R_MakeExternalPtr(held, R_NilValue, R_NilValue));
    R_RegisterCFinalizerEx(pointer, finish, TRUE);
    UNPROTECT(1);
    return pointer;
}

static entente_handle* held_by(SEXP pointer) {
    entente_handle* held = TYPEOF(pointer) == EXTPTRSXP ? R_ExternalPtrAddr(pointer) : NULL;
    if (held == NULL) Rf_error("a world or an answer that is closed, or from another session");
    return held;
}

static const char* text_of(SEXP text) {
    return Rf_isNull(text) ? NULL : Rf_translateCharUTF8(STRING_ELT(text, 0));
}

SEXP entente_r_version(void) {
    need_library();
    return Rf_ScalarString(Rf_mkCharCE(library.version(), CE_UTF8));
}

SEXP entente_r_world(SEXP name) {
    need_library();
    SEXP pointer = PROTECT(new_handle());
    char* message = NULL;
    int32_t status = library.world_open(text_of(name), held_by(pointer), &message);
    stop_where(status, message);
    UNPROTECT(1);
    return pointer;
}

SEXP entente_r_world_from_zip(SEXP bytes, SEXP name) {
    need_library();
    SEXP pointer = PROTECT(new_handle());
    char* message = NULL;
    int32_t status = library.world_from_zip(RAW(bytes), XLENGTH(bytes), text_of(name), held_by(pointer), &message);
    stop_where(status, message);
    UNPROTECT(1);
    return pointer;
}

SEXP entente_r_describe(SEXP pointer, SEXP is_world) {
    need_library();
    char *json = NULL, *message = NULL;
    entente_handle of = *held_by(pointer);
    int32_t status = (LOGICAL(is_world)[0] ? library.world_describe : library.answer_describe)(of, &json, &message);
    stop_where(status, message);
    char* kept = R_alloc(strlen(json) + 1, 1);
    strcpy(kept, json);
    library.free(json);
    return Rf_ScalarString(Rf_mkCharCE(kept, CE_UTF8));
}

SEXP entente_r_answer(SEXP world, SEXP question, SEXP options) {
    need_library();
    SEXP pointer = PROTECT(new_handle());
    char* message = NULL;
    int32_t status = library.answer(*held_by(world), text_of(question), text_of(options), held_by(pointer), &message);
    stop_where(status, message);
    UNPROTECT(1);
    return pointer;
}

static int is_missing(const struct ArrowArray* column, int64_t row) {
    const uint8_t* valid = column->buffers[0];
    return valid != NULL && !(valid[row / 8] >> (row % 8) & 1);
}

static SEXP numbers(const struct ArrowArray* column, char format) {
    SEXP made = PROTECT(Rf_allocVector(REALSXP, column->length));
    for (int64_t row = 0; row < column->length; row++)
        REAL(made)[row] = is_missing(column, row) ? NA_REAL
            : format == 'l'                       ? (double)((const int64_t*)column->buffers[1])[row]
                                                  : ((const double*)column->buffers[1])[row];
    UNPROTECT(1);
    return made;
}

static SEXP texts(const struct ArrowArray* column) {
    const struct ArrowArray* dictionary = column->dictionary;
    const int32_t* offsets = dictionary->buffers[1];
    SEXP values = PROTECT(Rf_allocVector(STRSXP, dictionary->length));
    for (int64_t v = 0; v < dictionary->length; v++)
        SET_STRING_ELT(
            values, v, Rf_mkCharLenCE((const char*)dictionary->buffers[2] + offsets[v], offsets[v + 1] - offsets[v], CE_UTF8)
        );
    SEXP made = PROTECT(Rf_allocVector(STRSXP, column->length));
    for (int64_t row = 0; row < column->length; row++)
        SET_STRING_ELT(
            made, row, is_missing(column, row) ? NA_STRING : STRING_ELT(values, ((const int32_t*)column->buffers[1])[row])
        );
    UNPROTECT(2);
    return made;
}

struct table {
    struct ArrowSchema schema;
    struct ArrowArray array;
};

static SEXP frame_of(void* given) {
    struct table* table = given;
    int64_t columns = table->schema.n_children;
    SEXP frame = PROTECT(Rf_allocVector(VECSXP, columns));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, columns));
    for (int64_t c = 0; c < columns; c++) {
        const struct ArrowSchema* type = table->schema.children[c];
        const struct ArrowArray* column = table->array.children[c];
        SET_STRING_ELT(names, c, Rf_mkCharCE(type->name, CE_UTF8));
        SET_VECTOR_ELT(frame, c, type->dictionary != NULL ? texts(column) : numbers(column, type->format[0]));
    }
    Rf_setAttrib(frame, R_NamesSymbol, names);
    SEXP rows = PROTECT(Rf_allocVector(INTSXP, 2));
    INTEGER(rows)[0] = NA_INTEGER;
    INTEGER(rows)[1] = -(int)table->array.length;
    Rf_setAttrib(frame, R_RowNamesSymbol, rows);
    Rf_setAttrib(frame, R_ClassSymbol, Rf_mkString("data.frame"));
    UNPROTECT(3);
    return frame;
}

static void release(void* given) {
    struct table* table = given;
    table->schema.release(&table->schema);
    table->array.release(&table->array);
}

SEXP entente_r_table(SEXP answer, SEXP name, SEXP all) {
    need_library();
    struct table table;
    char* message = NULL;
    int32_t status =
        library.answer_table(*held_by(answer), text_of(name), LOGICAL(all)[0], &table.schema, &table.array, &message);
    stop_where(status, message);
    /* Given back even where R has no memory for the frame. */
    return R_ExecWithCleanup(frame_of, &table, release, &table);
}

SEXP entente_r_open_count(void) {
    need_library();
    int64_t handles, blocks;
    library.open_count(&handles, &blocks);
    SEXP counts = PROTECT(Rf_allocVector(REALSXP, 2));
    REAL(counts)[0] = (double)handles;
    REAL(counts)[1] = (double)blocks;
    UNPROTECT(1);
    return counts;
}

static const R_CallMethodDef calls[] = {
    {"entente_r_load", (DL_FUNC)&entente_r_load, 1},
    {"entente_r_version", (DL_FUNC)&entente_r_version, 0},
    {"entente_r_world", (DL_FUNC)&entente_r_world, 1},
    {"entente_r_world_from_zip", (DL_FUNC)&entente_r_world_from_zip, 2},
    {"entente_r_describe", (DL_FUNC)&entente_r_describe, 2},
    {"entente_r_answer", (DL_FUNC)&entente_r_answer, 3},
    {"entente_r_table", (DL_FUNC)&entente_r_table, 3},
    {"entente_r_open_count", (DL_FUNC)&entente_r_open_count, 0},
    {NULL, NULL, 0}
};

void R_init_entente(DllInfo* info) {
    R_registerRoutines(info, NULL, calls, NULL, NULL);
    R_useDynamicSymbols(info, FALSE);
}
