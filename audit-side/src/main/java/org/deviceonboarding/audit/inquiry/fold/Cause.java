package org.deviceonboarding.audit.inquiry.fold;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the suspect touched something.
 *
 * @param by the suspect, or the keys that the suspect made
 */
record Cause(Set<Touch> touches, SortedSet<String> by) {
    static final Cause NONE = new Cause(Set.of(), Collections.emptySortedSet());

    Cause {
        touches = touches.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(touches));
        by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
    }

    Cause and(Touch touch, Set<String> through) {
        Set<Touch> more = EnumSet.of(touch);
        more.addAll(touches);
        SortedSet<String> all = new TreeSet<>(by);
        all.addAll(through);
        return new Cause(more, all);
    }
}
