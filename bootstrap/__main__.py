"""Make the virtual environment. This file is read by any Python, so its syntax is old."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])

from bootstrap import environment

sys.exit(environment.main(sys.argv[1:]))
