"""`python -m knexlint`."""

from knexlint.cli import main

raise SystemExit(main())
