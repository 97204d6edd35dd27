"""Starts the server that lies beside this file. `--probe` says whether this Python can.

Read by whatever Python there is, so it is written for old ones too. Answers of a probe: `ok`, the version and the path;
or `no` and, as the end of a sentence, why not.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "server"), os.path.join(HERE, "libs")]


def why_not():
    if sys.version_info < (3, 11):
        return "is Python %d.%d" % sys.version_info[:2]
    from importlib.util import find_spec

    lacking = [name for name in ("lsprotocol", "pygls") if find_spec(name) is None]
    try:
        import tree_sitter  # native: it can be there and not load
        import tree_sitter_typescript

        del tree_sitter, tree_sitter_typescript
    except ImportError as error:
        if os.path.isdir(os.path.join(HERE, "libs")):
            return "cannot load what knexlint brings along (%s)" % error
        lacking.append("tree_sitter")
    if lacking:
        wanted = os.path.join(HERE, "requirements.txt")
        return "lacks %s; install it with: %s -m pip install -r %s" % (", ".join(lacking), sys.executable, wanted)
    return None


def main():
    if sys.argv[1:] == ["--probe"]:
        reason = why_not()
        print("no\n" + reason if reason else "ok\n%d.%d.%d\n%s" % (sys.version_info[:3] + (sys.executable,)))
        return 0
    from knexlint.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
