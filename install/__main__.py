"""`python -m install bot engine [dev]`: make the environments that are asked for, if they are not there yet."""

import sys

from install.environments import SetupError, prepare

if __name__ == "__main__":
    try:
        prepare(sys.argv[1:])
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
