/// Tables of comma-separated values as spreadsheets write them.
@NullMarked
package dev.understudy.imports.csv;

import org.jspecify.annotations.NullMarked;
