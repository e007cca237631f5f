// The C library, Dispatch and the small Foundation, for every target: a target imports this one and no Foundation of its own.
//
// The large Foundation brings ICU's data along, 44 MB in the program, and its networking libcurl with thirty libraries that
// a bare machine does not have. What Charter needs of it beyond the small one stands in this folder.
@_exported import Dispatch
@_exported import FoundationEssentials
@_exported import Glibc
