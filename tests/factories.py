from datetime import timedelta

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article, Category, Tag
from leads.models import ConsentNotice, Inquiry


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff; ``group="编辑"`` puts him into that group."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    password = factory.django.Password("secret")
    is_staff = True

    @factory.post_generation
    def group(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"栏目{n}")
    slug = factory.Sequence(lambda n: f"category-{n}")
    position = factory.Sequence(int)


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"标签{n}")


class ArticleFactory(factory.django.DjangoModelFactory):
    """A public article, an hour old; ``tags=["厂房"]`` tags it."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"横塘镇第{n}批厂房交付")
    body = factory.LazyAttribute(lambda article: f"<p>{article.title}，企业陆续进场。</p>")
    category = factory.SubFactory(CategoryFactory)
    status = Article.Status.PUBLISHED
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))

    @factory.post_generation
    def tags(self, create, extracted, **kwargs):
        if extracted:
            self.tags.set(extracted)


class InquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inquiry

    need = Inquiry.Need.RENT_FACTORY
    company = factory.Sequence(lambda n: f"海桐五金{n}厂")
    contact = "王先生"
    phone = factory.Sequence(lambda n: f"138001{n:05}")
    consent = factory.LazyFunction(ConsentNotice.current)
