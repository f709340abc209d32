// libcmark: CommonMark to a tree of nodes with source positions.
// Only Sources/Lessons/Parsing/CommonMarkReader.swift imports it.
#include <cmark.h>
