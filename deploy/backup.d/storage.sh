# Where backups are: a folder, or a remote of rclone such as "s3:bucket/portal". A backup is a folder there; the manifest comes last, so a
# folder without one is not finished. Sourced.
# shellcheck shell=bash

is_remote() { [[ ${BACKUP_TO:-} =~ ^[A-Za-z0-9_-]+: ]]; }

check_storage() {
    [[ -n ${BACKUP_TO:-} ]] || fail "Set BACKUP_TO to a folder, or to a remote of rclone such as s3:bucket/portal."
    if is_remote; then
        need rclone rclone
    elif [[ $1 == write ]]; then
        mkdir -p "$BACKUP_TO"
    else
        [[ -d $BACKUP_TO ]] || fail "There is no folder $BACKUP_TO."
    fi
}

# store BACKUP/FILE writes the standard input.
store() {
    if is_remote; then
        rclone rcat "$BACKUP_TO/$1"
    else
        mkdir -p "$BACKUP_TO/${1%/*}"
        cat > "$BACKUP_TO/$1.draft"
        sync "$BACKUP_TO/$1.draft"
        mv "$BACKUP_TO/$1.draft" "$BACKUP_TO/$1"
    fi
}

# stored BACKUP/FILE prints the path of a file with the contents; a remote one is copied into the work folder.
stored() {
    if ! is_remote; then
        [[ -r $BACKUP_TO/$1 ]] || return 1
        echo "$BACKUP_TO/$1"
        return
    fi
    if [[ ! -e $work/$1 ]]; then
        mkdir -p "$work/${1%/*}"
        rclone copyto "$BACKUP_TO/$1" "$work/$1" || return 1
    fi
    echo "$work/$1"
}

# The names of all backups, also of unfinished ones, the oldest first.
all_backups() {
    if is_remote; then
        rclone lsf --dirs-only "$BACKUP_TO"
    else
        find "$BACKUP_TO" -mindepth 1 -maxdepth 1 -type d -printf '%P/\n'
    fi | sed -nE "s:^($name_form)/\$:\1:p" | sort
}

finished_backups() {
    if is_remote; then
        rclone lsf --files-only --recursive --include "/*/$manifest" "$BACKUP_TO"
    else
        find "$BACKUP_TO" -mindepth 2 -maxdepth 2 -name "$manifest" -printf '%P\n'
    fi | sed -nE "s:^($name_form)/$manifest\$:\1:p" | sort
}

# The manifest goes first: what is left after an interruption counts as unfinished.
remove_backup() {
    if is_remote; then
        if [[ -n $(rclone lsf --include "/$manifest" "$BACKUP_TO/$1") ]]; then rclone deletefile "$BACKUP_TO/$1/$manifest"; fi
        rclone delete --rmdirs "$BACKUP_TO/$1"
    else
        rm -f "$BACKUP_TO/$1/$manifest"
        rm -rf "${BACKUP_TO:?}/$1"
    fi
}

remove_unfinished() { ! all_backups | grep -qxF "$unfinished" || remove_backup "$unfinished"; }

prune() {
    local one all finished kept cutoff yesterday
    check_storage read
    all=$(all_backups) # fails if the storage does not answer: no list must look like an empty one
    finished=$(finished_backups)
    kept=$(tail -n "$BACKUP_KEEP_COUNT" <<< "$finished")
    cutoff=$(date -u -d "$BACKUP_KEEP_DAYS days ago" +%Y%m%dT%H%M%SZ)
    yesterday=$(date -u -d '1 day ago' +%Y%m%dT%H%M%SZ)
    for one in $all; do
        if grep -qxF "$one" <<< "$finished"; then
            [[ $one < $cutoff ]] && ! grep -qxF "$one" <<< "$kept" || continue
            echo "Removing $one"
        else
            [[ $one < $yesterday ]] || continue
            echo "Removing $one, which was never finished"
        fi
        remove_backup "$one"
    done
}
