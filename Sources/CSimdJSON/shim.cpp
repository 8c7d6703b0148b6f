#include "CSimdJSON.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

namespace dom = simdjson::dom;

// Below this many members every pair is compared, which is faster than sorting; above it that would take
// the square of what a stranger chooses to send.
static constexpr size_t pairwise_limit = 24;

struct csimdjson_parser {
    dom::parser parser;
    std::vector<csimdjson_node> nodes;
    // The members of the objects that are being walked, innermost last, as indices of nodes.
    std::vector<uint32_t> members;
};

static csimdjson_refusal refusal(simdjson::error_code error) {
    switch (error) {
    case simdjson::SUCCESS: return csimdjson_refusal_none;
    case simdjson::EMPTY: return csimdjson_refusal_empty;
    case simdjson::UTF8_ERROR: return csimdjson_refusal_utf8;
    case simdjson::DEPTH_ERROR: return csimdjson_refusal_depth;
    case simdjson::STRING_ERROR: return csimdjson_refusal_escape;
    case simdjson::UNESCAPED_CHARS: return csimdjson_refusal_control;
    case simdjson::UNCLOSED_STRING: return csimdjson_refusal_unclosed;
    case simdjson::NUMBER_ERROR: return csimdjson_refusal_number;
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR: return csimdjson_refusal_word;
    case simdjson::CAPACITY: return csimdjson_refusal_length;
    case simdjson::MEMALLOC: std::abort();
    default: return csimdjson_refusal_structure;
    }
}

static std::string_view key(const csimdjson_node &node) { return {node.key, node.key_length}; }

// One bit of 64 for a key; keys with different bits differ.
static uint64_t fingerprint(const csimdjson_node &node) {
    if (node.key_length == 0) return 1;
    const auto begin = static_cast<unsigned char>(node.key[0]);
    const auto end = static_cast<unsigned char>(node.key[node.key_length - 1]);
    return uint64_t{1} << ((begin * 7 + end * 3 + node.key_length) % 64);
}

static void mark_duplicates_pairwise(csimdjson_parser &parser, size_t first) {
    uint64_t seen = 0;
    for (size_t later = first; later < parser.members.size(); later++) {
        csimdjson_node &node = parser.nodes[parser.members[later]];
        const uint64_t bit = fingerprint(node);
        const bool is_new = (seen & bit) == 0;
        seen |= bit;
        if (is_new) continue;
        for (size_t earlier = first; earlier < later && !node.duplicate; earlier++) {
            node.duplicate = key(parser.nodes[parser.members[earlier]]) == key(node);
        }
    }
}

static void mark_duplicates_sorted(csimdjson_parser &parser, size_t first) {
    std::vector<csimdjson_node> &nodes = parser.nodes;
    auto begin = parser.members.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, parser.members.end(), [&nodes](uint32_t left, uint32_t right) {
        int order = key(nodes[left]).compare(key(nodes[right]));
        return order != 0 ? order < 0 : left < right;
    });
    for (size_t i = first + 1; i < parser.members.size(); i++) {
        csimdjson_node &node = nodes[parser.members[i]];
        node.duplicate = key(nodes[parser.members[i - 1]]) == key(node);
    }
}

static void mark_duplicates(csimdjson_parser &parser, size_t first) {
    if (parser.members.size() - first <= pairwise_limit) {
        mark_duplicates_pairwise(parser, first);
    } else {
        mark_duplicates_sorted(parser, first);
    }
}

static void set_text(csimdjson_node &node, std::string_view text) {
    node.kind = csimdjson_kind_text;
    node.text = text.data();
    node.text_length = static_cast<uint32_t>(text.size());
}

// Everything but what an object holds.
static csimdjson_node bare_node(dom::element element) {
    csimdjson_node node{};
    switch (element.type()) {
    case dom::element_type::NULL_VALUE: node.kind = csimdjson_kind_null; break;
    case dom::element_type::BOOL:
        node.kind = csimdjson_kind_boolean;
        node.boolean = element.get_bool().value_unsafe();
        break;
    case dom::element_type::INT64:
        node.kind = csimdjson_kind_integer;
        node.integer = element.get_int64().value_unsafe();
        break;
    case dom::element_type::UINT64:
        node.kind = csimdjson_kind_natural;
        node.natural = element.get_uint64().value_unsafe();
        break;
    case dom::element_type::DOUBLE:
        node.kind = csimdjson_kind_number;
        node.number = element.get_double().value_unsafe();
        break;
    case dom::element_type::STRING: set_text(node, element.get_string().value_unsafe()); break;
    case dom::element_type::OBJECT: node.kind = csimdjson_kind_object; break;
    case dom::element_type::ARRAY: node.kind = csimdjson_kind_array; break;
    }
    return node;
}

static void lay_out(csimdjson_parser &parser, dom::element element, std::string_view name, unsigned levels) {
    const size_t index = parser.nodes.size();
    csimdjson_node node = bare_node(element);
    node.key = name.data();
    node.key_length = static_cast<uint32_t>(name.size());
    node.index = static_cast<uint32_t>(index);
    parser.nodes.push_back(node);
    if (node.kind != csimdjson_kind_object || levels == 0) return;

    const size_t first = parser.members.size();
    // A copy by name: what value_unsafe() refers to is gone once the head of a loop is read (before C++23).
    const dom::object object = element.get_object().value_unsafe();
    for (dom::key_value_pair field : object) {
        parser.members.push_back(static_cast<uint32_t>(parser.nodes.size()));
        lay_out(parser, field.value, field.key, levels - 1);
    }
    mark_duplicates(parser, first);
    parser.members.resize(first);
    parser.nodes[index].descendants = static_cast<uint32_t>(parser.nodes.size() - index - 1);
}

csimdjson_parser *csimdjson_parser_create(size_t maximum_depth) noexcept {
    auto *parser = new (std::nothrow) csimdjson_parser;
    if (parser == nullptr || parser->parser.allocate(4096, maximum_depth) != simdjson::SUCCESS) std::abort();
    return parser;
}

void csimdjson_parser_destroy(csimdjson_parser *parser) noexcept { delete parser; }

// noexcept: what the vectors throw when there is no memory must not reach Swift, and ends the process here.
csimdjson_document csimdjson_parse(
    csimdjson_parser *parser, const char *bytes, size_t length, size_t readable, unsigned levels) noexcept {
    const bool copies = readable < length || readable - length < simdjson::SIMDJSON_PADDING;
    dom::element root;
    const auto error = parser->parser.parse(bytes, length, copies).get(root);
    if (error != simdjson::SUCCESS) return {refusal(error), nullptr, 0};
    parser->nodes.clear();
    parser->members.clear();
    lay_out(*parser, root, {}, levels);
    return {csimdjson_refusal_none, parser->nodes.data(), parser->nodes.size()};
}
