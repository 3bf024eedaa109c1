/** Files that nobody but their owner reads. */
@NullMarked
package org.deviceonboarding.cli.file;

import org.jspecify.annotations.NullMarked;
