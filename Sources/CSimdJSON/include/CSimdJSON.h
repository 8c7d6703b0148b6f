#ifndef SLAD_CSIMDJSON_H
#define SLAD_CSIMDJSON_H

// simdjson's DOM behind a plain C face: one call reads one document and lays it out flat, so that the
// caller crosses the border between the languages once a line and not once a field.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CSIMDJSON_NOEXCEPT noexcept
extern "C" {
#else
#define CSIMDJSON_NOEXCEPT
#endif

/// What a value is.
typedef enum __attribute__((enum_extensibility(closed))) csimdjson_kind {
    csimdjson_kind_null,
    csimdjson_kind_boolean,
    /// A whole number that fits into 64 bits with a sign.
    csimdjson_kind_integer,
    /// A whole number above that, which fits into 64 bits without one.
    csimdjson_kind_natural,
    csimdjson_kind_number,
    csimdjson_kind_text,
    csimdjson_kind_object,
    csimdjson_kind_array
} csimdjson_kind;

/// Why a document was refused; simdjson names the reason but not the place.
typedef enum __attribute__((enum_extensibility(closed))) csimdjson_refusal {
    csimdjson_refusal_none,
    csimdjson_refusal_empty,
    csimdjson_refusal_utf8,
    csimdjson_refusal_depth,
    /// A bad escape, a lone surrogate among them.
    csimdjson_refusal_escape,
    /// A control character that stands in a string as it is.
    csimdjson_refusal_control,
    csimdjson_refusal_unclosed,
    /// Not a number of JSON, or one that neither 64 bits nor a double can hold.
    csimdjson_refusal_number,
    /// Nearly `true`, `false` or `null`.
    csimdjson_refusal_word,
    csimdjson_refusal_length,
    /// Everything else: brackets, commas, colons, something after the end.
    csimdjson_refusal_structure
} csimdjson_refusal;

/// One value; a member of an object also has a key.
///
/// The views are valid until the next call with the same parser, and not terminated by a zero.
typedef struct csimdjson_node {
    /// None where the value is not a member.
    const char *_Nullable key;
    union {
        const char *_Nonnull text;
        int64_t integer;
        uint64_t natural;
        double number;
        bool boolean;
    };
    uint32_t key_length;
    uint32_t text_length;
    /// How many of the nodes that follow lie within this one; the next sibling comes after them.
    uint32_t descendants;
    csimdjson_kind kind;
    /// An earlier member of the same object has this key.
    bool duplicate;
    /// How many nodes stand before this one.
    uint32_t index;
} csimdjson_node;

/// The nodes of one document in its order, the outermost value first.
typedef struct csimdjson_document {
    csimdjson_refusal refusal;
    const csimdjson_node *_Nullable nodes;
    size_t count;
} csimdjson_document;

typedef struct csimdjson_parser csimdjson_parser;

/// A parser with buffers that grow with the longest document and are used again.
///
/// - maximum_depth: deeper nesting is refused; at least 1.
csimdjson_parser *_Nonnull csimdjson_parser_create(size_t maximum_depth) CSIMDJSON_NOEXCEPT;

void csimdjson_parser_destroy(csimdjson_parser *_Nonnull parser) CSIMDJSON_NOEXCEPT;

/// Reads one document. The process ends where there is no memory, as it does when Swift finds none.
///
/// - readable: how many bytes may be read from `bytes` on; where that is 64 more than `length` nothing is copied.
/// - levels: how many levels of objects are laid out. What lies deeper, and what lies in an array, is checked but left
///   out.
csimdjson_document csimdjson_parse(
    csimdjson_parser *_Nonnull parser, const char *_Nonnull bytes, size_t length, size_t readable,
    unsigned levels) CSIMDJSON_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
