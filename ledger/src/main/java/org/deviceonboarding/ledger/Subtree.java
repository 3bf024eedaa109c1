package org.deviceonboarding.ledger;

/**
 * A complete subtree. Its hash never changes, so it can be stored.
 *
 * @param level 0 for a leaf; the subtree has 2^level leaves
 * @param index among the subtrees of that level, from the left, from 0
 */
public record Subtree(int level, long index) {
    public Subtree {
        if (level < 0 || level >= Long.SIZE - 1 || index < 0) {
            throw new IllegalArgumentException("No tree has a subtree " + index + " at level " + level);
        }
    }
}
