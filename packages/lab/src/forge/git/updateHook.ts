/**
 * Git runs this for each reference of a push, with its name, old and new commit. It refuses what `FORGE_RULES` forbids,
 * as GitHub does.
 *
 * @internal
 */
export const updateHook = `#!/bin/sh
ref=$1
old=$2
new=$3
none=0000000000000000000000000000000000000000

broken() {
  case $1 in
    delete) [ "$new" = $none ] ;;
    force)
      [ "$old" != $none ] && [ "$new" != $none ] &&
        ! git merge-base --is-ancestor "$old" "$new"
      ;;
    push) [ "$new" != $none ] ;;
    unchecked)
      [ "$new" != $none ] && case " $2 " in *" $new "*) false ;; esac
      ;;
    *) false ;;
  esac
}

printf '%s\\n' "$FORGE_RULES" | while IFS='\t' read -r name kind reason passed; do
  if [ "$name" = "$ref" ] && broken "$kind" "$passed"; then
    echo "error: GH006: Protected branch update failed for $ref." >&2
    echo "error: $reason" >&2
    exit 1
  fi
done
`;
