package org.deviceonboarding.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/**
 * The tree of RFC 9162 section 2.1 as far as it takes to go on: the hashes of the largest complete subtrees that it is made
 * of. There is one for each bit that is set in the size, so appending and the root cost O(log n), whatever came before.
 *
 * @param peaks from left to right, which is from the largest to the smallest
 */
public record MerkleTree(long size, List<Hash> peaks) {
    public static final MerkleTree EMPTY = new MerkleTree(0, List.of());

    /** @throws IllegalArgumentException unless there are as many peaks as a tree of that size has */
    public MerkleTree {
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("A tree of " + size + " leaves has other peaks");
        }
        peaks = List.copyOf(peaks);
    }

    /** The tree as it was at that size. */
    public static MerkleTree at(long size, SubtreeHashes hashes) {
        return new MerkleTree(
                size,
                LongStream.iterate(size, rest -> rest != 0, rest -> rest & ~Long.highestOneBit(rest))
                        .mapToObj(rest -> hashes.of(largestPeak(size, rest)))
                        .toList());
    }

    // Before it are the larger ones only, which take a multiple of its size.
    private static Subtree largestPeak(long size, long rest) {
        int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
        return new Subtree(level, (size - rest) >>> level);
    }

    public MerkleTree append(Hash leaf) {
        return append(leaf, (subtree, hash) -> {});
    }

    /** @param completed is given the leaf and every subtree that it completes, from the bottom up */
    public MerkleTree append(Hash leaf, BiConsumer<Subtree, Hash> completed) {
        List<Hash> grown = new ArrayList<>(peaks);
        Hash hash = leaf;
        completed.accept(new Subtree(0, size), hash);
        for (int level = 1; level <= Long.numberOfTrailingZeros(~size); level++) {
            hash = Hash.ofNode(grown.removeLast(), hash);
            completed.accept(new Subtree(level, size >>> level), hash);
        }
        grown.add(hash);
        return new MerkleTree(Math.incrementExact(size), grown);
    }

    public TreeHead head() {
        return new TreeHead(
                size,
                peaks.reversed().stream()
                        .reduce((right, left) -> Hash.ofNode(left, right))
                        .orElse(Hash.EMPTY_TREE));
    }

    /** The size in eight bytes, big-endian, then the peaks from left to right, 32 bytes each. */
    public byte[] state() {
        ByteBuffer state =
                ByteBuffer.allocate(Long.BYTES + peaks.size() * Hash.LENGTH).putLong(size);
        peaks.forEach(peak -> state.put(peak.bytes()));
        return state.array();
    }

    /** @throws IllegalArgumentException unless {@link #state} could have returned these bytes */
    public static MerkleTree of(byte[] state) {
        ByteBuffer left = ByteBuffer.wrap(state);
        if (left.remaining() < Long.BYTES || (left.remaining() - Long.BYTES) % Hash.LENGTH != 0) {
            throw new IllegalArgumentException("A tree's state is a size and hashes");
        }
        long size = left.getLong();
        List<Hash> peaks = new ArrayList<>();
        while (left.hasRemaining()) {
            byte[] peak = new byte[Hash.LENGTH];
            left.get(peak);
            peaks.add(Hash.of(peak));
        }
        return new MerkleTree(size, peaks);
    }
}
