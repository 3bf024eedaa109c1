/** Input files, and files that only their owner can read. */
@NullMarked
package org.deviceonboarding.cli.file;

import org.jspecify.annotations.NullMarked;
