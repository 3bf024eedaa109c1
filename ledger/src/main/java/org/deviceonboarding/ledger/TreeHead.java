package org.deviceonboarding.ledger;

/**
 * The size and root of a tree. The two belong together: a root alone does not tell the size of its tree, and a proof checked
 * against a size from elsewhere may hold. Take both from one signed checkpoint.
 */
public record TreeHead(long size, Hash root) {
    public static final TreeHead EMPTY = new TreeHead(0, Hash.EMPTY_TREE);

    /** @throws IllegalArgumentException if the size is negative, or 0 with a root other than that of the empty tree */
    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("A size is not negative");
        }
        if (size == 0 && !root.equals(Hash.EMPTY_TREE)) {
            throw new IllegalArgumentException("This is not the root of the empty tree");
        }
    }
}
