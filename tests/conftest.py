"""What all tests share: ``import building``, and properties without a clock."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("calm", deadline=None, database=None)
settings.load_profile("calm")
