# Reading manifests and parts. Sourced.
# shellcheck shell=bash

# choose NAME sets $chosen, by default to the newest finished backup, and checks the sums of all its parts before anything else.
choose() {
    local all part sum file
    check_storage read
    need age age
    all=$(finished_backups)
    chosen=${1:-$(tail -n 1 <<< "$all")}
    [[ -n $chosen ]] || fail "There is no finished backup at $BACKUP_TO."
    grep -qxF "$chosen" <<< "$all" || fail "There is no finished backup $chosen at $BACKUP_TO."
    [[ $(value format) == 1 ]] || fail "The backup $chosen has a format that this version does not know."
    parts=$(lines part | cut -d ' ' -f 1)
    while read -r part sum _; do
        file=$(stored "$chosen/$(file_of "$part")") || fail "The backup $chosen lacks its part \"$part\"."
        [[ $(sha256sum < "$file") == "$sum "* ]] || fail "The part \"$part\" of the backup $chosen is damaged: its sum is not the manifest's."
    done < <(lines part)
}

# The lines of the chosen backup's manifest that begin with a word, without it.
lines() { sed -n "s/^$1 //p" "$(stored "$chosen/$manifest")"; }
value() { lines "$1" | head -n 1; }

has_chosen() { grep -qxF "$1" <<< "$parts"; }
is_open() { has_chosen "$1" && [[ -n $(identity_of "$1") ]]; }

decrypt() { age --decrypt -i "$(identity_of "$1")" "$(stored "$chosen/$(file_of "$1")")"; }

list() {
    local all finished
    check_storage read
    all=$(all_backups)
    finished=$(finished_backups)
    for chosen in $all; do
        if grep -qxF "$chosen" <<< "$finished"; then
            echo "$chosen: $(lines part | cut -d ' ' -f 1 | paste -sd ' ')$(lines head | sed -E 's/^([0-9]+).*/, log position \1/')"
        else
            echo "$chosen: not finished"
        fi
    done
}
