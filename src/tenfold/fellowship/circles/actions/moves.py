def move_member() -> None:
    raise NotImplementedError
